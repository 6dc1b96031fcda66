import type { Hex } from '@yumanet/frame';

/** The state after one block, read only. */
export interface StateView {
  get(key: Hex): Uint8Array | undefined;
  /** The smallest key greater than `after`, or undefined. */
  nextKey(after: Hex): Hex | undefined;
  /** All keys that start with `prefix` and are greater than `after` (if given), ascending. */
  keys(prefix: Hex, after?: Hex): Iterable<Hex>;
}

/** A state with nothing in it: what a genesis is built on. */
export const EMPTY_STATE: StateView = {
  get: () => undefined,
  nextKey: () => undefined,
  keys: () => [],
};
