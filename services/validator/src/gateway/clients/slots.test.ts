import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { Slots } from './slots.js';

const never = new AbortController().signal;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'OK',
    (error: { code?: string }) => error.code,
  );

it('gives a place to whoever waits longest, and refuses beyond the queue and the wait', async () => {
  const clock = new FakeClock();
  const slots = new Slots({ clock, places: 1, maxWaiting: 2, waitMs: 50 });
  const free = await slots.take(never);
  const second = slots.take(never);
  const third = slots.take(never);
  expect([slots.taken, slots.waiting]).toEqual([1, 2]);
  expect(await code(slots.take(never))).toBe('GATEWAY_BUSY');
  free();
  // A place that is given back twice is one place.
  free();
  const freeSecond = await second;
  const late = code(third);
  await clock.advance(50);
  expect(await late).toBe('GATEWAY_BUSY');
  freeSecond();
  expect([slots.taken, slots.waiting]).toEqual([0, 0]);
});

it('whoever gives up waits no more', async () => {
  const slots = new Slots({ clock: new FakeClock(), places: 1, maxWaiting: 2, waitMs: 50 });
  const free = await slots.take(never);
  const leaving = new AbortController();
  const left = slots.take(leaving.signal).catch((error: unknown) => error);
  leaving.abort(new Error('gone'));
  expect(await left).toEqual(new Error('gone'));
  free();
  expect([slots.taken, slots.waiting]).toEqual([0, 0]);
});
