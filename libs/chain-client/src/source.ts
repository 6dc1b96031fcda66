/** `0x` and hexadecimal digits. */
export type Hex = `0x${string}`;

/** A final block as every kind of endpoint gives it. */
export interface ChainBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly stateRoot: Hex;
  readonly extrinsicsRoot: Hex;
  /** SCALE-encoded, with their length prefix, inherents first. */
  readonly extrinsics: readonly Uint8Array[];
  /** SCALE-encoded `Vec<EventRecord>`. */
  readonly events: Uint8Array;
}

export interface Head {
  readonly number: number;
  readonly hash: Hex;
}

export interface RuntimeFacts {
  readonly specName: string;
  readonly specVersion: number;
  readonly transactionVersion: number;
  readonly genesisHash: Hex;
  /** SCALE-encoded with its magic number, V14 or V15. */
  readonly metadata: Uint8Array;
}

/** What a watched extrinsic has come to; `finalized`, `lost` are the last. */
export type ExtrinsicState =
  | { readonly kind: 'ready' | 'future' | 'broadcast' }
  | { readonly kind: 'inBlock' | 'finalized'; readonly blockHash: Hex }
  | { readonly kind: 'retracted' }
  | { readonly kind: 'lost'; readonly why: 'dropped' | 'invalid' | 'usurped' | 'finalityTimeout' };

/** How the client is connected now. */
export type ConnectionState = 'connecting' | 'connected' | 'stalled' | 'closed';

/** No call without an end. */
export interface CallOptions {
  /** Milliseconds; default the client's. */
  readonly deadlineMs?: number;
}

/**
 * A chain, whatever serves it: a Substrate node over JSON-RPC, or a Yumanet chain over gRPC. One per process owns the connection.
 * Every call ends by its deadline and throws ServiceError.
 */
export interface ChainSource {
  readonly state: ConnectionState;
  /** Where it is connected, or tries to. */
  readonly endpoint: string;
  start(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** @returns stops it. */
  onState(listener: (state: ConnectionState) => void): () => void;
  runtime(options?: CallOptions): Promise<RuntimeFacts>;
  /** spec_version now; cheaper than all of the runtime where the endpoint can tell it alone. */
  specVersion(options?: CallOptions): Promise<number>;
  head(kind: 'best' | 'finalized', options?: CallOptions): Promise<Head>;
  block(hash: Hex, options?: CallOptions): Promise<ChainBlock>;
  /** Values of raw storage keys at a block, in their order; undefined where there is none. */
  storage(keys: readonly Uint8Array[], at?: Hex, options?: CallOptions): Promise<(Uint8Array | undefined)[]>;
  /** The next nonce, with what waits in the pool counted. */
  nextNonce(accountId: Uint8Array, options?: CallOptions): Promise<number>;
  /** A runtime API, SCALE in and out; endpoints that cannot leave it out. */
  runtimeCall?(method: string, argument: Uint8Array, at?: Hex, options?: CallOptions): Promise<Uint8Array>;
  submit(extrinsic: Uint8Array, options?: CallOptions): Promise<Hex>;
  /** Submits and reports; ends after the last state. A connection that is lost ends it with CONNECTION_LOST. */
  watch(extrinsic: Uint8Array, signal: AbortSignal): AsyncIterable<ExtrinsicState>;
  /** Final blocks from a height on, each once, in order, also across reconnects; ends when the signal aborts. */
  finalizedBlocks(from: number, signal: AbortSignal): AsyncIterable<ChainBlock>;
}
