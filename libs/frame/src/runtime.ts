/**
 * What a node asks of a runtime, and what a runtime asks of a node: the wall between them.
 * The shape is Substrate's own (a runtime is a set of exported functions over a key-value state), so everything
 * that a node needs (blocks, pool validity, metadata, queries) is one `call`.
 */

/** A key or value of the state as the node keeps it: lower-case hex without 0x (a Map key, sorted as its bytes sort). */
export type Hex = string;

/** The state as a runtime sees it: an overlay over the parent block's state, with transactional layers. */
export interface RuntimeStorage {
  get(key: Hex): Uint8Array | undefined;
  put(key: Hex, value: Uint8Array): void;
  delete(key: Hex): void;
  /** Appends `count` items, given encoded, to the SCALE vector under a key; begins it where there is none. */
  append(key: Hex, items: Uint8Array, count: number): void;
  /** The smallest key greater than `after`, or undefined. */
  nextKey(after: Hex): Hex | undefined;
  /** All keys that start with `prefix`, ascending. */
  keys(prefix: Hex): Iterable<Hex>;
  /** Opens a layer; everything put or deleted since is kept by `commit` and undone by `rollback`. Layers nest. */
  begin(): void;
  commit(): void;
  rollback(): void;
  /** 32-byte root of the state with all changes of this overlay. */
  root(): Uint8Array;
}

/** Services that a runtime may not own itself. */
export interface RuntimeHost {
  /**
   * Whether `signature` over `message` is `signer`'s. The node answers from the checks its pool made off the main
   * thread, and checks at once only what it has never seen.
   */
  verifySignature(
    kind: 'sr25519' | 'ed25519' | 'ecdsa',
    signature: Uint8Array,
    message: Uint8Array,
    signer: Uint8Array,
  ): boolean;
  /** The block is thrown away, whatever it does: nobody is told of it. */
  readonly dryRun?: boolean;
}

/** A runtime: exported functions by their Substrate names, `Core_version`, `BlockBuilder_apply_extrinsic` … */
export interface Runtime {
  readonly specName: string;
  readonly specVersion: number;
  readonly transactionVersion: number;
  /** Exported function names. */
  readonly exports: ReadonlySet<string>;
  /**
   * Calls an exported function with SCALE-encoded arguments over `storage` and returns its SCALE-encoded result.
   *
   * @throws RuntimeCallError UNKNOWN_EXPORT when no such function exists, BAD_INPUT when the arguments do not decode.
   */
  call(method: string, input: Uint8Array, storage: RuntimeStorage, host: RuntimeHost): Uint8Array;
  /** Writes the genesis state (`:code` included) described by a validated genesis configuration. */
  buildGenesis(config: unknown, storage: RuntimeStorage): void;
}
