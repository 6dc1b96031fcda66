/** The validators' strategies by name. A new one: its file and its line here. */
import { refusal } from '../../errors.js';
import { Fields } from '../fields.js';
import { bondsSpeculator } from './bonds-speculator.js';
import { cabal } from './cabal.js';
import { cheapValidator } from './cheap-validator.js';
import { honest } from './honest.js';
import { lateCopier } from './late-copier.js';
import { recorded } from './recorded.js';
import { schedule } from './schedule.js';
import type { Strategy, StrategyType } from './strategy.js';
import { weightCopier } from './weight-copier.js';

export const STRATEGIES: readonly StrategyType[] = [
  honest,
  cabal,
  weightCopier,
  lateCopier,
  cheapValidator,
  bondsSpeculator,
  schedule,
  recorded,
];

export interface NamedStrategy {
  readonly name: string;
  readonly weights: Strategy;
}

/**
 * Reads `"honest"` or `{"name": "honest", …options}`.
 *
 * @throws YumaError UNKNOWN_STRATEGY, or with the path of the wrong option.
 */
export function readStrategy(path: string, value: unknown): NamedStrategy {
  const fields = new Fields(path, typeof value === 'string' ? { name: value } : value);
  const name = fields.string('name');
  const type = STRATEGIES.find((strategy) => strategy.name === name);
  if (type === undefined) {
    const names = STRATEGIES.map((strategy) => strategy.name).join(', ');
    throw refusal('UNKNOWN_STRATEGY', fields.at('name'), `one of ${names}`, name);
  }
  const weights = type.read(fields);
  fields.done();
  return { name, weights };
}
