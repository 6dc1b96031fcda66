import { keyFromUri, type Key } from '@yumanet/chain-client';
import type { minerV1 } from '@yumanet/proto';
import { FakeClock } from '@yumanet/service-kit/testing';
import { signRequest } from '@yumanet/subnet-kit/axon';
import { parseHotkey } from '@yumanet/units';
import { beforeAll, describe, expect, it } from 'vitest';
import { admit, type Doorkeeper } from './admit.js';
import { knockOf } from './axon-handlers.js';
import { Quotas } from './quotas.js';

const clock = new FakeClock();
let [dendrite, axon, stranger]: Key[] = [];
beforeAll(async () => {
  [dendrite, axon, stranger] = await Promise.all(['//Alice', '//Bob', '//Eve'].map(keyFromUri));
});

const nanos = (ms: number) => BigInt(Math.floor(ms)) * 1_000_000n;

function door(change: Partial<Doorkeeper> = {}) {
  const taken: bigint[] = [];
  const keeper: Doorkeeper = {
    netuid: 1,
    account: parseHotkey(axon!.address),
    task: 'squares',
    clock,
    nonceWindowMs: 16_000,
    maxBodyBytes: 1_024,
    stakeOf: (account) => (account === parseHotkey(dendrite!.address) ? 7n : undefined),
    quotas: new Quotas({ clock, hotkeyRate: 1, totalRate: 100 }),
    takeNonce: (_account, nonce) => Promise.resolve(!taken.includes(nonce) && taken.push(nonce) > 0),
    ...change,
  };
  return { keeper, taken };
}

function request(change: object = {}, by = dendrite!): minerV1.QueryRequest {
  const fields = { netuid: 1, task: 'squares', axonHotkey: axon!.address, body: Buffer.from('2') };
  return signRequest(by, { ...fields, nonce: nanos(clock.now()), ...change });
}

describe('admit', () => {
  it('lets a request in once', async () => {
    const { keeper } = door();
    const once = request();
    await expect(admit(keeper, knockOf(once))).resolves.toBe(7n);
    await expect(admit(keeper, knockOf(once))).rejects.toMatchObject({ code: 'REPLAYED_NONCE' });
  });

  it.each<[string, () => minerV1.QueryRequest]>([
    ['BODY_TOO_LARGE', () => request({ body: Buffer.alloc(1_025) })],
    ['REQUEST_INVALID', () => ({ ...request(), requestId: 'mine' })],
    ['WRONG_AXON', () => request({ axonHotkey: stranger!.address })],
    ['WRONG_NETUID', () => request({ netuid: 2 })],
    ['UNKNOWN_TASK', () => request({ task: 'cubes' })],
    ['UNSIGNED', () => ({ ...request(), signature: Buffer.alloc(0) })],
    ['STALE_NONCE', () => request({ nonce: nanos(clock.now() - 16_001) })],
    ['STALE_NONCE', () => request({ nonce: nanos(clock.now() + 16_001) })],
    ['STALE_NONCE', () => request({ nonce: 2n ** 64n - 1n })],
    ['NOT_AUTHORIZED', () => request({}, stranger)],
    ['BAD_SIGNATURE', () => ({ ...request(), signature: Buffer.alloc(64, 7) })],
    ['BAD_SIGNATURE', () => ({ ...request(), body: Buffer.from('3') })],
    ['BAD_SIGNATURE', () => ({ ...request({}, stranger), dendriteHotkey: dendrite!.address })],
  ])('refuses with %s, and no nonce is used up', async (code, make) => {
    const { keeper, taken } = door();
    await expect(admit(keeper, knockOf(make()))).rejects.toMatchObject({ code });
    expect(taken).toEqual([]);
  });

  it('gives a hotkey its quota, which nobody else can use up', async () => {
    const { keeper } = door();
    const forged = { ...request(), signature: Buffer.alloc(64, 7) };
    for (let i = 0; i < 10; i += 1)
      await expect(admit(keeper, knockOf(forged))).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    for (let i = 0n; i < 4n; i += 1n)
      await expect(admit(keeper, knockOf(request({ nonce: nanos(clock.now()) + i })))).resolves.toBe(7n);
    const more = request({ nonce: nanos(clock.now()) + 9n });
    await expect(admit(keeper, knockOf(more))).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      data: { whose: 'hotkey', retryMs: 1_000 },
    });
    await clock.advance(1_000);
    await expect(admit(keeper, knockOf(more))).resolves.toBe(7n);
  });
});
