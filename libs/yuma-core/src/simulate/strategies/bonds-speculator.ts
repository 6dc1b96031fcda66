import { seen, type StrategyType } from './strategy.js';

/** Buys bonds in newcomers before others do, hoping that they rise. */
export const bondsSpeculator: StrategyType = {
  name: 'bonds-speculator',
  help: 'share (0.8) of its weight on miners that joined within window (5) epochs, else honest; noise (0.05)',
  read: (options) => {
    const share = options.number('share', 0, 1, 0.8);
    const window = options.integer('window', 1, 10_000, 5);
    const noise = options.number('noise', 0, 2, 0.05);
    return ({ epoch, miners, random }) => {
      const judged = miners.map(({ quality }) => seen(quality, noise, random));
      const isNew = miners.map(({ joined }) => joined > 0 && epoch - joined < window);
      const newcomers = isNew.filter(Boolean).length;
      const rest = judged.reduce((sum, weight, i) => (isNew[i] ? sum : sum + weight), 0);
      if (newcomers === 0 || rest === 0) return judged;
      return judged.map((weight, i) => (isNew[i] ? share / newcomers : ((1 - share) * weight) / rest));
    };
  },
};
