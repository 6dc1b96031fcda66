import { axonError } from '@yumanet/subnet-kit/axon';
import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { LOST, firstAnswer } from './first-answer.js';

/** Candidates that answer or fail when the test says so. */
function world(count: number, { most = 4, mayHedge = true } = {}) {
  const clock = new FakeClock();
  const gone = new AbortController();
  const asked: number[] = [];
  const ended: [number, unknown][] = [];
  const lost = new Set<number>();
  const settle = new Map<number, { answer: (text: string) => void; fail: (error: Error) => void }>();
  const result = firstAnswer<number, string>({
    clock,
    most,
    candidates: Array.from({ length: count }, (_, i) => i),
    signal: gone.signal,
    hedgeAfterMs: () => 100,
    onHedge: () => mayHedge,
    onEnd: (candidate, error) => void ended.push([candidate, error]),
    ask: (candidate, signal) => {
      asked.push(candidate);
      signal.addEventListener('abort', () => lost.add(candidate));
      return new Promise((answer, fail) => settle.set(candidate, { answer, fail }));
    },
  });
  result.catch(() => undefined);
  return { clock, gone, asked, ended, lost, result, of: (candidate: number) => settle.get(candidate)! };
}
const ticks = () => new Promise((resolve) => setTimeout(resolve, 1));
const down = axonError('HANDLER_FAILED', 'handler: broken');

it('asks one, and a second one when the first is slow; the slower one is told to stop', async () => {
  const { clock, asked, of, result, lost, ended } = world(3);
  await clock.advance(99);
  expect(asked).toEqual([0]);
  await clock.advance(1);
  expect(asked).toEqual([0, 1]);
  await clock.advance(1_000);
  expect(asked).toEqual([0, 1]);
  of(1).answer('hi');
  expect(await result).toEqual({ candidate: 1, answer: 'hi' });
  expect(lost).toEqual(new Set([0]));
  of(0).fail(down);
  await ticks();
  expect(ended).toEqual([
    [1, undefined],
    [0, LOST],
  ]);
});

it('asks the next at once where one fails, and no more than it may', async () => {
  const { of, asked, result } = world(5, { most: 2 });
  of(0).fail(down);
  await ticks();
  of(1).fail(down);
  await expect(result).rejects.toMatchObject({
    code: 'MINERS_FAILED',
    data: { asked: 2, last: 'HANDLER_FAILED' },
  });
  expect(asked).toEqual([0, 1]);
});

it('waits for the one that still works where the second one failed', async () => {
  const { clock, of, result } = world(2);
  await clock.advance(100);
  of(1).fail(down);
  await ticks();
  of(0).answer('late');
  expect(await result).toEqual({ candidate: 0, answer: 'late' });
});

it('does not ask twice where it may not', async () => {
  const { clock, asked } = world(2, { mayHedge: false });
  await clock.advance(1_000);
  expect(asked).toEqual([0]);
});

it('ends with the caller’s reason, and without candidates', async () => {
  const { gone, lost, result } = world(2);
  gone.abort(new Error('gone'));
  await expect(result).rejects.toThrow('gone');
  expect(lost).toEqual(new Set([0]));
  await expect(world(0).result).rejects.toMatchObject({ code: 'NO_MINER' });
});

it('tells the client what no miner takes', async () => {
  const { of, result } = world(1);
  of(0).fail(axonError('BODY_TOO_LARGE', 'body: expected less'));
  await expect(result).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});
