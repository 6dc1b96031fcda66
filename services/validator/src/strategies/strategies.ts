import type { Strategy } from './strategy.js';
import { movingAverage } from './moving-average.js';

/** Every strategy by its name in the settings: a new one is a file and a line. */
export const STRATEGIES = {
  'moving-average': movingAverage,
} as const satisfies Readonly<Record<string, Strategy>>;
