/**
 * Every way the node refuses or stops: what it means, and the exit status of a process that ends for it. 1 is left for what
 * nobody foresaw, and for what ends no process.
 */
export const CHAIN_ERRORS = {
  CONFIG_INVALID: { exit: 2, means: 'Settings do not fit the schema; all problems are listed.' },
  SPEC_INVALID: { exit: 2, means: 'A chain specification cannot be read or builds no genesis.' },
  SNAPSHOT_INVALID: { exit: 2, means: 'A genesis snapshot cannot be read or holds no state.' },
  STORE_CORRUPT: {
    exit: 3,
    means: 'The store is damaged: pages, nodes of the state or blocks do not fit together.',
  },
  STORE_FULL: {
    exit: 4,
    means: 'The disk or the store’s limit is reached; the store is as after the last whole block.',
  },
  STORE_VERSION: { exit: 5, means: 'The store was written in a format that this program does not know.' },
  STORE_LOCKED: { exit: 6, means: 'Another process has the data folder open.' },
  STORE_GENESIS: { exit: 7, means: 'The data folder is another chain’s, or another fork’s.' },
  STORE_NOT_EMPTY: { exit: 7, means: 'A store is to be made where there is one.' },
  STORE_FAILED: { exit: 8, means: 'The store refused for a reason of the operating system.' },
  PORT_IN_USE: { exit: 9, means: 'Another process listens on the port.' },
  LOG_FOREIGN: { exit: 10, means: 'The block log has other final blocks than the node.' },
  LOG_GAP: { exit: 10, means: 'The block log no longer holds what the node needs.' },
  FORK_INVALID: { exit: 2, means: 'A fork is asked for in a way that makes none.' },
  FORK_MISMATCH: {
    exit: 11,
    means: 'The runtime at the other end is not this node’s; the pallets that differ are listed.',
  },
  FORK_UPSTREAM: { exit: 12, means: 'The node that is forked does not answer, or not with state.' },
  NOT_LEADER: { exit: 1, means: 'This node of a cluster does not make the blocks.' },
  NOT_REWINDABLE: { exit: 1, means: 'Blocks that others may have heard of are not taken back.' },
  ADDRESS_INVALID: { exit: 1, means: 'The text is no address.' },
  BLOCK_INVALID: { exit: 1, means: 'A block does not come out as it claims.' },
  BLOCK_UNKNOWN: { exit: 1, means: 'No such block on this chain.' },
  KEY_INVALID: { exit: 1, means: 'A storage key is none that can be kept.' },
  ROOT_UNAVAILABLE: { exit: 1, means: 'The root of a state cannot be computed.' },
  RUNTIME_FAILED: { exit: 1, means: 'The runtime refused a call that must succeed.' },
  SNAPSHOTS_FULL: { exit: 1, means: 'As many snapshots are kept as may be.' },
  SNAPSHOT_UNKNOWN: { exit: 1, means: 'No snapshot has this id, or it was given up.' },
  STATE_DISCARDED: { exit: 1, means: 'The state of that block is no longer kept (`--state-history`).' },
  STATE_NAME_UNKNOWN: { exit: 1, means: 'The runtime has no pallet or item of this name.' },
  VALUE_INVALID: { exit: 1, means: 'A value does not fit its type.' },
} as const;

export type ChainErrorCode = keyof typeof CHAIN_ERRORS;

/** An error of the node: a code to act on, data to log, a message to read (`what: expected X, got Y`). */
export class ChainError extends Error {
  override readonly name = 'ChainError';

  constructor(
    readonly code: ChainErrorCode,
    message: string,
    readonly data: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get exitCode(): number {
    return CHAIN_ERRORS[this.code].exit;
  }
}

/** What an unknown thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether an error says only that a fork's state cannot be read now: it may be in a moment. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof ChainError && error.code === 'FORK_UPSTREAM';
}
