/**
 * Every way the node refuses or stops, with the exit status of a process that ends for it.
 * 1 is left for what nobody foresaw.
 */
export const EXIT_CODES = {
  CONFIG_INVALID: 2,
  SPEC_INVALID: 2,
  SNAPSHOT_INVALID: 2,
  STORE_CORRUPT: 3,
  STORE_FULL: 4,
  STORE_VERSION: 5,
  STORE_LOCKED: 6,
  STORE_GENESIS: 7,
  STORE_NOT_EMPTY: 7,
  STORE_FAILED: 8,
  PORT_IN_USE: 9,
  LOG_FOREIGN: 10,
  LOG_GAP: 10,
  NOT_LEADER: 1,
  ADDRESS_INVALID: 1,
  BLOCK_INVALID: 1,
  BLOCK_UNKNOWN: 1,
  KEY_INVALID: 1,
  ROOT_UNAVAILABLE: 1,
  RUNTIME_FAILED: 1,
  STATE_DISCARDED: 1,
} as const;

export type ChainErrorCode = keyof typeof EXIT_CODES;

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
    return EXIT_CODES[this.code];
  }
}

/** What an unknown thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
