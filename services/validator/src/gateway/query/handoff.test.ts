import { expect, it } from 'vitest';
import { Handoff } from './handoff.js';

const never = new AbortController().signal;

it('gives no piece before the last one was taken', async () => {
  const handoff = new Handoff<number>();
  const given: number[] = [];
  const work = (async () => {
    for (const piece of [1, 2, 3]) {
      await handoff.give(piece, never);
      given.push(piece);
    }
    handoff.end();
  })();
  const pieces = handoff.pieces();
  expect(await pieces.next()).toEqual({ done: false, value: 1 });
  expect([given, handoff.isWaiting]).toEqual([[], true]);
  expect(await pieces.next()).toEqual({ done: false, value: 2 });
  expect(given).toEqual([1]);
  const rest: number[] = [];
  for await (const piece of pieces) rest.push(piece);
  await work;
  expect([rest, handoff.isWaiting]).toEqual([[3], false]);
});

it('whoever waits for a reader that left is told so', async () => {
  const gone = new AbortController();
  const handoff = new Handoff<number>();
  const given = handoff.give(1, gone.signal);
  gone.abort(new Error('gone'));
  await expect(given).rejects.toThrow('gone');
  await expect(handoff.give(2, gone.signal)).rejects.toThrow('gone');
});
