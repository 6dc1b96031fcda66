import { describe, expect, it } from 'vitest';
import { kitError, type KitErrorCode } from '../errors.js';
import { callPolicy } from './call-policy.js';

const { signal } = new AbortController();

/** Fails `times` times with a code, then gives 'ok'. */
function failing(times: number, code: KitErrorCode) {
  const state = { attempts: 0 };
  const attempt = () => {
    state.attempts += 1;
    return state.attempts <= times ? Promise.reject(kitError(code, 'x')) : Promise.resolve('ok');
  };
  return { state, attempt };
}

describe('callPolicy', () => {
  it.each(['UNAVAILABLE', 'TOO_MANY_CALLS', 'DRAINING'] as const)(
    'repeats an idempotent call after %s',
    async (code) => {
      const { state, attempt } = failing(2, code);
      await expect(callPolicy({ retryPauseMs: 1 })(true, signal, attempt)).resolves.toBe('ok');
      expect(state.attempts).toBe(3);
    },
  );

  it('gives up after its retries', async () => {
    const { state, attempt } = failing(99, 'UNAVAILABLE');
    const policy = callPolicy({ retries: 2, retryPauseMs: 1 });
    await expect(policy(true, signal, attempt)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(state.attempts).toBe(3);
  });

  it.each([
    [false, 'UNAVAILABLE'],
    [true, 'INVALID_ARGUMENT'],
    [true, 'DEADLINE_EXCEEDED'],
    [true, 'INTERNAL'],
  ] as const)('does not repeat (idempotent %s, %s)', async (idempotent, code) => {
    const { state, attempt } = failing(1, code);
    await expect(callPolicy({ retryPauseMs: 1 })(idempotent, signal, attempt)).rejects.toMatchObject({
      code,
    });
    expect(state.attempts).toBe(1);
  });

  it('opens the circuit after failures in a row, tries again later, closes on success', async () => {
    const { state, attempt } = failing(3, 'UNAVAILABLE');
    const policy = callPolicy({ breakAfter: 3, breakMs: 30 });
    for (let i = 0; i < 3; i += 1) {
      await expect(policy(false, signal, attempt)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }
    await expect(policy(false, signal, attempt)).rejects.toMatchObject({
      code: 'CIRCUIT_OPEN',
      data: { breakMs: 30 },
    });
    expect(state.attempts).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 40));
    await expect(policy(false, signal, attempt)).resolves.toBe('ok');
  });

  it('errors that are the caller’s fault do not open the circuit', async () => {
    const { attempt } = failing(5, 'INVALID_ARGUMENT');
    const policy = callPolicy({ breakAfter: 2 });
    for (let i = 0; i < 5; i += 1) {
      await expect(policy(false, signal, attempt)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});
