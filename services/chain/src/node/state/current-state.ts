import type { Hex } from '@yumanet/frame';
import { plain } from '../../bytes.js';
import type { Tables } from './tables.js';

/** The state after the newest block. */
export interface CurrentState {
  get(key: Hex): Uint8Array | undefined;
  /** Keys from `start` on, before `end`, ascending. */
  keys(start: string, end: string): Iterable<Hex>;
}

/** One that is all on disk. */
export class StoredState implements CurrentState {
  constructor(private readonly tables: Pick<Tables, 'state'>) {}

  get(key: Hex): Uint8Array | undefined {
    const value = this.tables.state.getBinary(key);
    return value === undefined ? undefined : plain(value);
  }

  keys(start: string, end: string): Iterable<Hex> {
    return this.tables.state.getKeys({ start, end });
  }
}
