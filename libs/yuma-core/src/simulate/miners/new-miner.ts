import type { MinerType } from './miner.js';
import { steady } from './steady.js';

/** Registers later: nobody has bonds in it, and weights count only from then on. */
export const newMiner: MinerType = {
  name: 'new-miner',
  help: 'registers before epoch joins (10), then answers as a steady one: quality (0.5), spread (0)',
  read: (options) => ({ ...steady.read(options), joins: options.integer('joins', 1, 10_000_000, 10) }),
};
