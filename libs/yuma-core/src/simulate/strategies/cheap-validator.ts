import { seen, type StrategyType } from './strategy.js';

/** Saves work: looks rarely, at a part of the miners, and takes the rest for average. */
export const cheapValidator: StrategyType = {
  name: 'cheap-validator',
  help: 'judges in one of every (5) epochs, a coverage (0.5) of the miners, with noise (0.2); others count as average',
  read: (options) => {
    const every = options.integer('every', 1, 10_000, 5);
    const coverage = options.number('coverage', 0.01, 1, 0.5);
    const noise = options.number('noise', 0, 2, 0.2);
    return ({ epoch, miners, random }) => {
      if (epoch % every !== 0) return null;
      const judged = miners.map(({ quality }) =>
        random.uniform() < coverage ? seen(quality, noise, random) : null,
      );
      const known = judged.filter((weight) => weight !== null);
      const average = known.length === 0 ? 1 : known.reduce((sum, weight) => sum + weight, 0) / known.length;
      return judged.map((weight) => weight ?? average);
    };
  },
};
