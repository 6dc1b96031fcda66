import { refusal } from '../../errors.js';
import { asObject } from '../../input/fields.js';
import { asSteps, valueAt } from '../fields.js';
import type { StrategyType } from './strategy.js';

/** Weights that the scenario writes down: for published cases, and for what no other strategy says. */
export const schedule: StrategyType = {
  name: 'schedule',
  help: 'weights: {miner name: weight, or [[epoch, weight], …]}, in force from its epoch on',
  read: (options) => {
    const path = options.at('weights');
    const weights = Object.entries(asObject(path, options.raw('weights'))).map(
      ([group, value]) => [group, asSteps(`${path}.${group}`, value, 0, 1e6)] as const,
    );
    if (weights.length === 0) throw refusal('MISSING_FIELD', path, 'at least one miner', weights.length);
    const steps = new Map(weights);
    return ({ epoch, miners }) =>
      miners.map(({ group }) => {
        const found = steps.get(group);
        return found === undefined ? 0 : valueAt(found, epoch);
      });
  },
};
