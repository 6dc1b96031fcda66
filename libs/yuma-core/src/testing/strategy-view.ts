/** What a strategy sees, for tests: three miners `good`, `bad` and `new` that joined in epoch 8. */
import { Fields } from '../simulate/fields.js';
import { Stream } from '../simulate/random.js';
import type { Strategy, StrategyType, StrategyView } from '../simulate/strategies/strategy.js';

export function view(changes: Partial<StrategyView> = {}): StrategyView {
  return {
    epoch: 10,
    uid: 0,
    random: new Stream(1, 0, 10),
    miners: [
      { uid: 3, group: 'good', quality: 0.8, joined: 0 },
      { uid: 4, group: 'bad', quality: 0.2, joined: 0 },
      { uid: 5, group: 'new', quality: 0.5, joined: 8 },
    ],
    consensus: () => undefined,
    ...changes,
  };
}

export function strategyOf(type: StrategyType, options: object = {}): Strategy {
  const fields = new Fields('strategy', options);
  const strategy = type.read(fields);
  fields.done();
  return strategy;
}
