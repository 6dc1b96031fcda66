// A mechanism whose backends misbehave, each in its own way.
import { setTimeout } from 'node:timers/promises';

const codec = {
  encode: (text) => Buffer.from(text),
  decode: (bytes) => Buffer.from(bytes).toString(),
};
const backends = {
  echo: (text) => text,
  busy: () => {
    for (;;);
  },
  silent: () => setTimeout(600_000, ''),
  throwing: () => {
    throw new Error('the secret of the model');
  },
  leaving: () => process.exit(3),
  greedy: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, i) => `${i}`));
  },
  // Misbehaves once, when it is told to.
  moody: (text) => (text === 'leave' ? process.exit(3) : text),
};

export const mechanism = {
  name: 'hostile',
  version: 0,
  task: {
    codec,
    make: async (_seed, hotkeys) => ({ asks: new Map(hotkeys.map((h) => [h, 'x'])), secret: null }),
  },
  handler: {
    codec,
    backends: [...Object.keys(backends), 'never-opens'],
    open: async ({ backend }) => {
      if (backend === 'never-opens') throw new Error('no model');
      return { facts: { size: 1 }, answer: async (task) => backends[backend](task), close: async () => {} };
    },
  },
  score: { score: () => new Map(), compose: () => undefined },
};
