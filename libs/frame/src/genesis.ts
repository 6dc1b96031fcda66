import { FrameError, refusal } from './errors.js';
import { CallContext } from './executive/call-context.js';
import type { LinkedRuntime } from './executive/linked.js';
import { blake2_256, twox128Name } from './hash/hash.js';
import type { RuntimeHost, RuntimeStorage } from './runtime.js';
import type { RuntimeVersionValue } from './create-runtime.js';
import { toHex } from './scale/hex.js';

/** Hex of `:code`. Its value is a marker, not a program: the runtime's name, version and metadata hash. */
export const CODE_KEY = toHex(new TextEncoder().encode(':code'));

// Genesis verifies nothing: whoever writes it is the authority.
const NO_HOST: RuntimeHost = { verifySignature: () => false };

/**
 * Writes the genesis state: `:code`, every pallet's storage version, then every pallet's own part.
 * `config` holds one entry per pallet, by its name in camel case with a lower-case first letter (`balances`, `sudo`).
 *
 * @throws FrameError BAD_GENESIS on an unknown entry or a value that a pallet refuses.
 */
export function buildGenesis(
  linked: LinkedRuntime,
  version: RuntimeVersionValue,
  metadata: Uint8Array,
  config: unknown,
  storage: RuntimeStorage,
): void {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw refusal('BAD_GENESIS', 'genesis', 'an object with an entry per pallet', typeof config);
  const entries = new Map(Object.entries(config));
  const known = new Set(
    linked.parts.pallets.filter(({ genesis }) => genesis).map(({ name }) => configName(name)),
  );
  for (const name of entries.keys())
    if (!known.has(name)) throw refusal('BAD_GENESIS', 'genesis', `one of ${[...known].join(', ')}`, name);
  const ctx = new CallContext(linked, storage, NO_HOST);
  storage.put(CODE_KEY, codeMarker(version, metadata));
  for (const { name, storageVersion } of linked.parts.pallets)
    storage.put(twox128Name(name) + twox128Name(':__STORAGE_VERSION__:'), Uint8Array.of(storageVersion, 0));
  for (const { name, genesis } of linked.parts.pallets)
    runGenesis(ctx, name, genesis, entries.get(configName(name)));
}

export const configName = (pallet: string): string => pallet.charAt(0).toLowerCase() + pallet.slice(1);

function runGenesis(
  ctx: CallContext,
  name: string,
  genesis: ((ctx: CallContext, config: unknown) => void) | undefined,
  config: unknown,
): void {
  try {
    genesis?.(ctx, config);
  } catch (error) {
    if (error instanceof FrameError && error.code === 'BAD_GENESIS') throw error;
    throw new FrameError(
      'BAD_GENESIS',
      `genesis of ${name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

// Clients take the hash of `:code` for the runtime's identity: another interface must give another value.
function codeMarker({ spec_name, spec_version }: RuntimeVersionValue, metadata: Uint8Array): Uint8Array {
  return new TextEncoder().encode(`yumanet:${spec_name}:${spec_version}:${toHex(blake2_256(metadata))}`);
}
