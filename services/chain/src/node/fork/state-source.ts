import type { Hex } from '@yumanet/frame';

/**
 * The state of one block of somebody else's chain, read piece by piece, at once: the runtime does not wait. Every
 * method throws ChainError FORK_UPSTREAM when it cannot be read now.
 */
export interface StateSource {
  /** How often somebody was asked so far. */
  readonly requests: number;
  values(keys: readonly Hex[]): (Uint8Array | undefined)[];
  /** The first keys under `prefix`, after `after` if given, ascending, with their values; at most `count`. */
  page(prefix: Hex, after: Hex | undefined, count: number): (readonly [Hex, Uint8Array])[];
  close(): Promise<void>;
}
