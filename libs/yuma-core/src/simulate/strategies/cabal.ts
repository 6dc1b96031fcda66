import { asString } from '../../input/fields.js';
import { seen, type StrategyType } from './strategy.js';

/** Pays its own miners whatever they do, and the rest as if it were honest. */
export const cabal: StrategyType = {
  name: 'cabal',
  help: 'favours: names of its own miners; share (1): part of its weight that goes to them; noise (0.05) for the rest',
  read: (options) => {
    const favours = options.list('favours', asString);
    const share = options.number('share', 0, 1, 1);
    const noise = options.number('noise', 0, 2, 0.05);
    return ({ miners, random }) => {
      const own = miners.map(({ group }) => favours.includes(group));
      const judged = miners.map(({ quality }, i) => (own[i] ? 0 : seen(quality, noise, random)));
      const owned = own.filter(Boolean).length;
      const total = judged.reduce((sum, weight) => sum + weight, 0);
      return judged.map((weight, i) =>
        own[i] ? share / owned : total === 0 ? 0 : ((1 - share) * weight) / total,
      );
    };
  },
};
