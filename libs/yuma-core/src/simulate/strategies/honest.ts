import { seen, type StrategyType } from './strategy.js';

/** Judges every miner in every epoch. */
export const honest: StrategyType = {
  name: 'honest',
  help: 'judges every miner by its quality; noise (0.05): the error of a judgement as a share of it',
  read: (options) => {
    const noise = options.number('noise', 0, 2, 0.05);
    return ({ miners, random }) => miners.map(({ quality }) => seen(quality, noise, random));
  },
};
