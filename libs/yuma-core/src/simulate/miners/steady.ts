import { asSteps, valueAt } from '../fields.js';
import type { MinerType } from './miner.js';

/** Answers as well as it does, from the start. */
export const steady: MinerType = {
  name: 'steady',
  help: 'quality (0.5), a number or [[epoch, quality], …]; spread (0): how much single miners of the group differ from it',
  read: (options) => {
    const quality = asSteps(options.at('quality'), options.raw('quality') ?? 0.5, 0, 1);
    const spread = options.number('spread', 0, 2, 0);
    return {
      joins: 0,
      quality: (epoch, random) =>
        Math.min(1, Math.max(0, valueAt(quality, epoch) * (1 + spread * random.bell()))),
    };
  },
};
