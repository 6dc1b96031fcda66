import { copyConsensus } from './copy-consensus.js';
import { honest } from './honest.js';
import type { StrategyType } from './strategy.js';

/** Does no work: sets what consensus was. */
export const weightCopier: StrategyType = {
  name: 'weight-copier',
  help: 'sets the consensus of the last epoch; noise (0.05) until there is one',
  read: (options) => copyConsensus(1, honest.read(options)),
};
