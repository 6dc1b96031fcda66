import type { StrategyType } from './strategy.js';

/** Sets the weights of the metagraph again and again. */
export const recorded: StrategyType = {
  name: 'recorded',
  help: 'keeps the weights that the metagraph has for this uid',
  read: () => () => 'same',
};
