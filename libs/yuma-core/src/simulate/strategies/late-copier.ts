import { copyConsensus } from './copy-consensus.js';
import { honest } from './honest.js';
import { MAX_DELAY, type StrategyType } from './strategy.js';

/** A copier that sees weights only once they are revealed. */
export const lateCopier: StrategyType = {
  name: 'late-copier',
  help: `sets the consensus of delay (3) epochs ago, at most ${MAX_DELAY}: what commit-reveal leaves to a copier`,
  read: (options) => copyConsensus(options.integer('delay', 1, MAX_DELAY, 3), honest.read(options)),
};
