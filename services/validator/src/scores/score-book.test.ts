import fc from 'fast-check';
import { formatAccount } from '@yumanet/units';
import { describe, expect, it } from 'vitest';
import { ScoreBook as StoredBook } from '@yumanet/proto/validator/v1';
import type { Neuron } from '../metagraph/metagraph.js';
import { ScoreBook } from './score-book.js';

const hotkey = (k: number): string => formatAccount(k.toString(16).padStart(64, '0'));
const [A, B] = [hotkey(1), hotkey(2)];
const neuron = (key: string, registeredAt = 1): Neuron => ({
  uid: 0,
  hotkey: key,
  registeredAt,
  axon: undefined,
});
it('who takes its axon away decays as the silent do, and was not asked', () => {
  const book = new ScoreBook(0.5);
  book.observe(10, [
    { hotkey: A, registeredAt: 1, score: 1 },
    { hotkey: B, registeredAt: 1, score: 1 },
  ]);
  book.observe(20, [{ hotkey: B, registeredAt: 1, score: 1 }]);
  book.unasked(20, [neuron(A), neuron(B), neuron(hotkey(3))], new Set([B]));
  expect([book.get(A)?.score, book.get(B)?.score]).toEqual([0.5, 1]);
  expect(book.get(A)?.asked).toBe(1n);
  expect(book.get(hotkey(3))).toBeUndefined();
});

const see = (book: ScoreBook, score: number | undefined, key = A, registeredAt = 1): number => {
  book.observe(book.block + 10, [{ hotkey: key, registeredAt, score }]);
  return book.get(key)?.score ?? NaN;
};

describe('ScoreBook', () => {
  it('is a mean of the first rounds, then a moving average', () => {
    const book = new ScoreBook(0.25);
    expect(see(book, 0.8)).toBeCloseTo(0.8);
    expect(see(book, 0.4)).toBeCloseTo(0.6);
    expect(see(book, 0.6)).toBeCloseTo(0.6);
    expect(see(book, 0.6)).toBeCloseTo(0.6);
    // From here on the newest round counts a quarter.
    expect(see(book, 1)).toBeCloseTo(0.7);
  });

  it('silence decays a score, but is no part of it before the first answer', () => {
    const book = new ScoreBook(0.5);
    expect([see(book, undefined), see(book, undefined)]).toEqual([0, 0]);
    expect(see(book, 0.8)).toBeCloseTo(0.8);
    expect(see(book, undefined)).toBeCloseTo(0.4);
    expect(see(book, undefined)).toBeCloseTo(0.2);
    expect(book.get(A)).toMatchObject({ asked: 5n, answered: 1n, rounds: 3n });
  });

  it('whoever takes over a uid begins with nothing; whoever leaves is forgotten', () => {
    const book = new ScoreBook(0.5);
    see(book, 1);
    book.follow([neuron(B, 20)]);
    expect([book.get(A), book.get(B)]).toEqual([undefined, undefined]);
    expect(see(book, 0.1, B, 20)).toBeCloseTo(0.1);
  });

  it('a hotkey that was registered again begins anew', () => {
    const book = new ScoreBook(0.5);
    see(book, 1);
    book.follow([neuron(A, 30)]);
    expect(book.get(A)).toBeUndefined();
    see(book, 1);
    expect(see(book, 0.2, A, 30)).toBeCloseTo(0.2);
  });

  it('keeps what a mechanism remembers as long as the registration lives, and tells nobody', () => {
    const book = new ScoreBook(0.5);
    const remember = (memory: Uint8Array | undefined, registeredAt = 1) =>
      book.observe(1, [{ hotkey: A, registeredAt, score: 1, memory }]);
    remember(Buffer.from('kept'));
    remember(undefined);
    expect(book.memories).toEqual(new Map([[A, Buffer.from('kept')]]));
    expect(book.list()[0]?.memory).toHaveLength(0);
    expect(ScoreBook.from(book.toMessage(), 0.5).memories).toEqual(book.memories);
    expect(() => remember(Buffer.alloc(2_049))).toThrow(RangeError);
    remember(undefined, 2);
    expect(book.memories).toEqual(new Map());
  });

  it('comes back from its message as it was', () => {
    const scores = fc.array(fc.tuple(fc.nat(4), fc.option(fc.double({ min: 0, max: 1, noNaN: true }))));
    fc.assert(
      fc.property(scores, (rounds) => {
        const book = new ScoreBook(0.2);
        for (const [key, score] of rounds) see(book, score ?? undefined, hotkey(key + 1));
        const bytes = StoredBook.encode(book.toMessage()).finish();
        const again = ScoreBook.from(StoredBook.decode(bytes), 0.2);
        expect(again.toMessage()).toEqual(book.toMessage());
        for (const { score } of again.list()) expect(score).toBeGreaterThanOrEqual(0);
        for (const { score } of again.list()) expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses a format it does not know', () => {
    const stored = { version: 2, block: 1n, scores: [] };
    expect(() => ScoreBook.from(stored, 0.2)).toThrow(
      expect.objectContaining({ code: 'SCORES_FORMAT' }) as Error,
    );
  });
});
