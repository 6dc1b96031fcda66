import { describe, expect, it } from 'vitest';
import { NonceLane, type NonceFate } from './nonce-lane.js';

/** A chain that counts what it is asked. */
function laneAt(first: number) {
  const chain = { next: first, asked: 0 };
  const lane = new NonceLane(() => {
    chain.asked += 1;
    return Promise.resolve(chain.next);
  });
  const send = (fate: NonceFate, delay = 0) =>
    lane.withNonce(async (nonce) => {
      await new Promise((resolve) => setTimeout(resolve, delay));
      if (fate === 'taken') chain.next = nonce + 1;
      return { fate, result: nonce };
    });
  return { lane, chain, send };
}

describe('NonceLane', () => {
  it('gives concurrent senders one nonce each, in turn, asking once', async () => {
    const { send, chain } = laneAt(7);
    const nonces = await Promise.all(Array.from({ length: 10 }, (_, i) => send('taken', i % 3)));
    expect(nonces).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(chain.asked).toBe(1);
  });

  it('gives a refused nonce to the next sender: no gap', async () => {
    const { send } = laneAt(0);
    expect(await Promise.all([send('taken'), send('free'), send('taken')])).toEqual([0, 1, 1]);
  });

  it('asks again after the unknown, after an error, after forget, and when it was idle', async () => {
    const { lane, send, chain } = laneAt(0);
    await Promise.all([send('unknown'), send('taken')]);
    expect(chain.asked).toBe(2);
    const failing = lane.withNonce(() => Promise.reject(new Error('x'))).catch(() => 'failed');
    expect(await Promise.all([failing, send('taken')])).toEqual(['failed', 1]);
    chain.next = 50;
    expect(await send('taken')).toBe(50);
    const both = Promise.all([send('taken', 5), send('taken')]);
    await new Promise((resolve) => setTimeout(resolve, 1));
    lane.forget();
    expect(await both).toEqual([51, 52]);
    expect(lane.waiting).toBe(0);
  });
});
