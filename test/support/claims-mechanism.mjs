/** A mechanism for tests of the services: an answer claims what it is worth. */
import { jsonCodec } from '@yumanet/subnet-kit';
import { z } from 'zod';

const task = z.object({ question: z.string() });
const answer = z.object({ worth: z.number() });

export const mechanism = {
  name: 'claims',
  version: 3,
  task: {
    codec: jsonCodec(task, 'claims task'),
    make: (seed, hotkeys) =>
      Promise.resolve({ asks: new Map(hotkeys.map((hotkey) => [hotkey, { question: seed }])), secret: seed }),
  },
  handler: {
    codec: jsonCodec(answer, 'claims answer'),
    backends: ['honest'],
    open: () => Promise.reject(new Error('the tests answer themselves')),
  },
  score: {
    score: (round, answers) =>
      new Map([...round.asks.keys()].map((hotkey) => [hotkey, answers.get(hotkey)?.worth ?? 0])),
    compose: (answers) => [...answers.values()][0],
  },
};
