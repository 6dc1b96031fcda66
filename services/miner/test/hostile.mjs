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
  slow: (_text, signal) => setTimeout(600_000, '', { signal }),
  throwing: () => {
    throw new Error('the secret of the model');
  },
  leaving: () => process.exit(3),
  greedy: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, i) => `${i}`));
  },
  // Memory outside the JavaScript heap.
  leaking: () => {
    const kept = [];
    for (;;) kept.push(Buffer.alloc(16_000_000, 1));
  },
  crashing: () => process.abort(),
  async *letters(text, signal) {
    for (const letter of text) {
      if (letter === '!') throw new Error('the secret of the model');
      if (letter === '…') await setTimeout(600_000, '', { signal });
      yield letter;
    }
  },
  // Endless; says how far it came when it is told to end.
  async *endless() {
    for (let i = 0; ; i += 1) yield await Promise.resolve(`${i}\n`);
  },
  secrets: () => process.env.YUMANET_MINER_HOTKEY_URI ?? 'none',
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
    chunks: { codec, join: (parts) => parts.join('') },
    backends: [...Object.keys(backends), 'never-opens'],
    open: async ({ backend }) => {
      if (backend === 'never-opens') throw new Error('no model');
      const answer = (task, signal) => {
        const given = backends[backend](task, signal);
        return Symbol.asyncIterator in Object(given) ? given : Promise.resolve(given);
      };
      return { facts: { size: 1 }, answer, close: async () => {} };
    },
  },
  score: { score: () => new Map(), compose: () => undefined },
};
