import { expect, it } from 'vitest';
import { systemClock } from './clock.js';
import { kitError } from './errors.js';
import { silentLogger } from './logger.js';
import { whileAway } from './while-away.js';

const { signal } = new AbortController();
const options = { clock: systemClock(), logger: silentLogger(), signal };

it('tries again while the other side is away, and not when it refuses', async () => {
  const answers = [kitError('UNAVAILABLE', 'away'), kitError('DEADLINE_EXCEEDED', 'away')];
  let calls = 0;
  const work = () => {
    const error = answers[calls++];
    return error ? Promise.reject(error) : Promise.resolve('here');
  };
  expect(await whileAway(options, work)).toBe('here');
  expect(calls).toBe(3);
  const refuses = () => Promise.reject(kitError('PERMISSION_DENIED', 'no'));
  await expect(whileAway(options, refuses)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
});

it('ends when nobody waits any more', async () => {
  const stop = new AbortController();
  const waiting = whileAway({ ...options, signal: stop.signal }, () =>
    Promise.reject(kitError('UNAVAILABLE', 'away')),
  );
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
});
