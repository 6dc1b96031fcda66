import { blake2b } from '@noble/hashes/blake2.js';
import { blockBuilderApi } from './apis/block-builder.js';
import { coreApi } from './apis/core.js';
import { genesisBuilderApi } from './apis/genesis-builder.js';
import { metadataApi } from './apis/metadata.js';
import { taggedTransactionQueueApi } from './apis/tagged-transaction-queue.js';
import { FrameError, RuntimeCallError } from './errors.js';
import { CallContext } from './executive/call-context.js';
import { LinkedRuntime, type RuntimeParts } from './executive/linked.js';
import { buildGenesis } from './genesis.js';
import { buildMetadata } from './metadata/build.js';
import type { ApiMethod, RuntimeApi } from './runtime-api.js';
import type { Runtime, RuntimeHost, RuntimeStorage } from './runtime.js';
import { encode } from './scale/codec.js';
import { toHex } from './scale/hex.js';
import { Reader } from './scale/reader.js';
import type { RuntimeVersion } from './types/common.js';
import type { Type, ValueOf } from './types/type.js';

export type RuntimeVersionValue = ValueOf<typeof RuntimeVersion>;

/** What the kernel's own APIs need of the runtime that holds them. */
export interface KernelApis {
  readonly core: RuntimeApi;
  readonly metadata: RuntimeApi;
  readonly blockBuilder: RuntimeApi;
  readonly taggedTransactionQueue: RuntimeApi;
  readonly genesisBuilder: RuntimeApi;
}

export interface RuntimeDeclaration extends RuntimeParts {
  /** The version; its `apis` follow from the APIs that are declared. */
  readonly version: Omit<RuntimeVersionValue, 'apis'>;
  /** All runtime APIs in the order of the metadata, the kernel's own among them. */
  readonly apis: (kernel: KernelApis) => readonly RuntimeApi[];
}

/** A runtime with its parts at hand: for tools that read or replay a state in their own process. */
export interface FrameRuntime extends Runtime {
  readonly linked: LinkedRuntime;
}

/** A runtime of pallets, as a node calls it. */
export function createRuntime(declaration: RuntimeDeclaration): FrameRuntime {
  const built = new Map<number, Uint8Array>();
  const metadata = (version: 14 | 15): Uint8Array => {
    const bytes = built.get(version) ?? buildMetadata(linked, apis, version);
    built.set(version, bytes);
    return bytes;
  };
  const writeGenesis = (config: unknown, storage: RuntimeStorage): void =>
    buildGenesis(linked, version, metadata(15), config, storage);
  const apis: readonly RuntimeApi[] = declaration.apis({
    core: coreApi(() => version),
    metadata: metadataApi(metadata),
    blockBuilder: blockBuilderApi(),
    taggedTransactionQueue: taggedTransactionQueueApi(),
    genesisBuilder: genesisBuilderApi(declaration.pallets, writeGenesis),
  });
  const version: RuntimeVersionValue = {
    ...declaration.version,
    apis: apis.map((api) => [apiId(api.name), api.version]),
  };
  const linked = new LinkedRuntime({
    ...declaration,
    constants: { ...declaration.constants, 'System.Version': version },
  });
  const exported = new Map<string, ApiMethod>(
    apis.flatMap(({ name, methods }) => methods.map((each) => [`${name}_${each.name}`, each] as const)),
  );
  const { spec_name, spec_version, transaction_version } = version;
  return {
    specName: spec_name,
    specVersion: spec_version,
    transactionVersion: transaction_version,
    exports: new Set(exported.keys()),
    call: (name, input, storage, host) => {
      const found = exported.get(name);
      if (found === undefined)
        throw new RuntimeCallError('UNKNOWN_EXPORT', `runtime call: ${name} is not exported`);
      return runExport(linked, found, input, storage, host);
    },
    buildGenesis: writeGenesis,
    linked,
  };
}

/** How a RuntimeVersion names an API: eight bytes of BLAKE2b. */
const apiId = (name: string): string => toHex(blake2b(new TextEncoder().encode(name), { dkLen: 8 }));

function runExport(
  linked: LinkedRuntime,
  { name, inputs, output, run }: ApiMethod,
  input: Uint8Array,
  storage: RuntimeStorage,
  host: RuntimeHost,
): Uint8Array {
  const values = decodeInputs(linked, name, inputs, input);
  const ctx = new CallContext(linked, storage, host);
  try {
    const value = run(ctx, values as never);
    ctx.flush();
    return encode(linked.codecs.of(output as Type<unknown>), value);
  } catch (error) {
    if (!(error instanceof FrameError) || error instanceof RuntimeCallError) throw error;
    throw new RuntimeCallError('PANIC', `${name}: ${error.message}`, error.data);
  }
}

function decodeInputs(
  linked: LinkedRuntime,
  name: string,
  inputs: ApiMethod['inputs'],
  input: Uint8Array,
): Record<string, unknown> {
  const reader = new Reader(input);
  try {
    const values = Object.entries(inputs).map(
      ([key, type]) => [key, linked.codecs.of(type as Type<unknown>).read(reader)] as const,
    );
    reader.end();
    return Object.fromEntries(values);
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    throw new RuntimeCallError('BAD_INPUT', `${name}: ${error.message}`, error.data);
  }
}
