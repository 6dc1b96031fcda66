import { FrameError } from '../errors.js';
import { configName } from '../genesis.js';
import type { Pallet } from '../pallet/pallet.js';
import { method, runtimeApi, type RuntimeApi } from '../runtime-api.js';
import type { RuntimeStorage } from '../runtime.js';
import { bytes, result, str, unit } from '../types/build.js';
import type { ValueOf } from '../types/type.js';

const BuildResult = result(unit, str);

/** GenesisBuilder: the genesis configuration as JSON bytes. */
export const genesisBuilderApi = (
  pallets: readonly Pallet[],
  build: (config: unknown, storage: RuntimeStorage) => void,
): RuntimeApi =>
  runtimeApi('GenesisBuilder', 1, [
    method('create_default_config', {}, bytes, () => {
      const parts = pallets.flatMap(({ name, genesisDefault }) =>
        genesisDefault === undefined ? [] : [[configName(name), genesisDefault] as const],
      );
      return new TextEncoder().encode(JSON.stringify(Object.fromEntries(parts)));
    }),
    method('build_config', { json: bytes }, BuildResult, (ctx, { json }): ValueOf<typeof BuildResult> => {
      try {
        // A configuration that is refused half-way leaves nothing.
        ctx.transactional(() => build(JSON.parse(new TextDecoder().decode(json)), ctx.storage));
        return { ok: true, value: undefined };
      } catch (error) {
        if (!(error instanceof FrameError) && !(error instanceof SyntaxError)) throw error;
        return { ok: false, value: `Invalid JSON blob: ${error.message}` };
      }
    }),
  ]);
