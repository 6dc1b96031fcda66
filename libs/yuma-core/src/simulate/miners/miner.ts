/** What a miner's strategy is: when it registers and how well it answers. */
import type { Fields } from '../fields.js';
import type { Stream } from '../random.js';

export interface Miner {
  /** Epoch before which it registers; 0 = it is there from the start. */
  readonly joins: number;
  /** 0 … 1 in an epoch; `random` is the miner's own stream, the same in every epoch. */
  readonly quality: (epoch: number, random: Stream) => number;
}

export interface MinerType {
  readonly name: string;
  readonly help: string;
  readonly read: (options: Fields) => Miner;
}
