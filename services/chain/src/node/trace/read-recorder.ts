import type { Hex } from '@yumanet/frame';
import type { StateView } from '../state/state-view.js';

/** A state that remembers what was asked of it: each key with what it had, in the order of the first reads. */
export class ReadRecorder implements StateView {
  readonly reads = new Map<Hex, Uint8Array | undefined>();

  constructor(private readonly base: StateView) {}

  get(key: Hex): Uint8Array | undefined {
    const value = this.base.get(key);
    this.reads.set(key, value);
    return value;
  }

  nextKey(after: Hex): Hex | undefined {
    return this.base.nextKey(after);
  }

  keys(prefix: Hex, after?: Hex): Iterable<Hex> {
    return this.base.keys(prefix, after);
  }
}
