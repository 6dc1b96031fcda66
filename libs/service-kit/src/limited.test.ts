import { expect, it } from 'vitest';
import { limited } from './limited.js';
import { FakeClock } from './testing/fake-clock.js';

it('aborts after its time, whether or not the caller has a reason to', async () => {
  const clock = new FakeClock();
  const { signal, end } = limited(clock, 1_000, new AbortController().signal);
  await clock.advance(999);
  expect(signal.aborted).toBe(false);
  await clock.advance(1);
  expect(signal.aborted).toBe(true);
  end();
});

it('aborts with the caller’s, and its reason', () => {
  const caller = new AbortController();
  const { signal } = limited(new FakeClock(), 1_000, caller.signal);
  caller.abort(new Error('enough'));
  expect(signal.reason).toMatchObject({ message: 'enough' });
  expect(limited(new FakeClock(), 1_000, caller.signal).signal.aborted).toBe(true);
});

it('no longer aborts once the work is over', async () => {
  const [clock, caller] = [new FakeClock(), new AbortController()];
  const { signal, end } = limited(clock, 1_000, caller.signal);
  end();
  await clock.advance(2_000);
  caller.abort();
  expect(signal.aborted).toBe(false);
});
