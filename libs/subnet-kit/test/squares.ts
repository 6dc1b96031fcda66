/** The smallest mechanism that is one: squares of numbers. */
import { z } from 'zod';
import { jsonCodec, SeededRandom, subnetError, type SubnetMechanism } from '../src/index.js';

interface Numbers {
  readonly numbers: readonly number[];
}

const body = z.strictObject({ numbers: z.array(z.number()).length(3) });

export const mechanism: SubnetMechanism<Numbers, null, Numbers> = {
  name: 'squares',
  version: 1,
  task: {
    codec: jsonCodec(body, 'squares task'),
    make: (seed, hotkeys) => {
      const random = new SeededRandom(seed);
      const numbers = [random.below(1_000), random.below(1_000), random.below(1_000)];
      return Promise.resolve({ asks: new Map(hotkeys.map((hotkey) => [hotkey, { numbers }])), secret: null });
    },
  },
  handler: {
    codec: jsonCodec(body, 'squares answer'),
    backends: ['exact', 'lazy'],
    open: ({ backend }) => {
      if (!['exact', 'lazy'].includes(backend))
        throw subnetError('BACKEND_UNKNOWN', `backend: expected exact or lazy, got ${backend}`);
      const answer = ({ numbers }: Numbers) =>
        Promise.resolve({ numbers: numbers.map((each) => (backend === 'exact' ? each * each : 0)) });
      return Promise.resolve({ facts: {}, answer, close: () => Promise.resolve() });
    },
  },
  score: {
    score: ({ asks }, answers) =>
      new Map(
        [...asks].map(([hotkey, { numbers }]) => {
          const right = numbers.filter((each, i) => answers.get(hotkey)?.numbers[i] === each * each);
          return [hotkey, right.length / numbers.length];
        }),
      ),
    compose: (answers) => answers.values().next().value,
  },
};
