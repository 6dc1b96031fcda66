/** A mechanism that costs next to nothing: what is left is the way of a question. */
import { jsonCodec } from '@yumanet/subnet-kit';
import { z } from 'zod';

export const mechanism = {
  name: 'bench-claims',
  version: 1,
  task: {
    codec: jsonCodec(z.object({ question: z.string() }), 'bench task'),
    make: (seed, hotkeys) =>
      Promise.resolve({ asks: new Map(hotkeys.map((hotkey) => [hotkey, { question: seed }])), secret: seed }),
  },
  handler: {
    codec: jsonCodec(z.object({ worth: z.number() }), 'bench answer'),
    backends: ['none'],
    open: () => Promise.reject(new Error('the bench answers itself')),
  },
  score: {
    score: (round, answers) =>
      new Map([...round.asks.keys()].map((hotkey) => [hotkey, answers.get(hotkey)?.worth ?? 0])),
    compose: (answers) => [...answers.values()][0],
  },
};
