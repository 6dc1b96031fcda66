import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FakeClock } from '@yumanet/service-kit/testing';
import { open } from 'lmdb';
import { MinerStore } from './miner-store.js';

const root = mkdtempSync(join(tmpdir(), 'yumanet-miner-store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function reopened<T>(
  dataDir: string,
  use: (store: MinerStore) => Promise<T>,
  hotkey = 'me',
  clock = new FakeClock(),
): Promise<T> {
  const store = new MinerStore({ dataDir: join(root, dataDir), hotkey, clock, nonceWindowMs: 1_000 });
  await store.start();
  try {
    return await use(store);
  } finally {
    await store.stop();
  }
}

describe('nonces', () => {
  it('are taken once, in any order, each dendrite’s for itself', async () => {
    await reopened('rising', async (store) => {
      expect(await store.takeNonce('a', 5n)).toBe(true);
      expect(await store.takeNonce('a', 5n)).toBe(false);
      expect(await store.takeNonce('a', 4n)).toBe(true);
      expect(await store.takeNonce('b', 4n)).toBe(true);
      expect(await store.takeNonce('a', 2n ** 64n - 1n)).toBe(true);
    });
  });

  it('are taken once by two that come together', async () => {
    await reopened('together', async (store) => {
      const taken = await Promise.all([store.takeNonce('a', 5n), store.takeNonce('a', 5n)]);
      expect(taken).toEqual([true, false]);
    });
  });

  it('survive the end of the process', async () => {
    await reopened('again', (store) => store.takeNonce('a', 7n));
    expect(await reopened('again', (store) => store.takeNonce('a', 7n))).toBe(false);
    expect(await reopened('again', (store) => store.takeNonce('a', 8n))).toBe(true);
  });

  it('are being forgotten when it stops: it waits for that', async () => {
    const clock = new FakeClock();
    await reopened(
      'stopping',
      async (store) => {
        for (let nonce = 0n; nonce < 500n; nonce++) await store.takeNonce('a', nonce);
        // Begins to forget; nobody waits for it before the store is stopped.
        await clock.advance(1_000);
      },
      'me',
      clock,
    );
    const again = await reopened('stopping', (store) => store.takeNonce('a', 1n), 'me', clock);
    expect(again).toBe(false);
  });

  it('that are old are forgotten, and count as used for ever, also when the clock goes back', async () => {
    const clock = new FakeClock();
    const nanos = (ms: number) => BigInt(ms) * 1_000_000n;
    const start = clock.now();
    const [old, older, fresh] = [nanos(start), nanos(start) - 1n, nanos(start) + 1n];
    await reopened(
      'forgotten',
      async (store) => {
        expect(await store.takeNonce('a', old)).toBe(true);
        for (let second = 0; second < 6; second += 1) {
          await clock.advance(1_000);
          // Written in turn: the forgetting before it is done.
          await store.rememberPort(second);
        }
        expect(await store.takeNonce('a', older)).toBe(false);
        expect(await store.takeNonce('b', older)).toBe(true);
      },
      'me',
      clock,
    );
    await reopened('forgotten', async (store) => {
      expect(await store.takeNonce('a', old)).toBe(false);
      expect(await store.takeNonce('a', older)).toBe(false);
      expect(await store.takeNonce('a', fresh)).toBe(true);
    });
    const database = open({ path: join(root, 'forgotten', 'miner.lmdb'), encoding: 'string' });
    expect([...database.getKeys({ start: 'nonce a', end: 'nonce a!' })]).toEqual([`nonce a ${fresh}`]);
    await database.close();
  });

  it('of the first format are still used', async () => {
    const dataDir = join(root, 'format-1');
    mkdirSync(dataDir);
    const database = open<string, string>({ path: join(dataDir, 'miner.lmdb'), encoding: 'string' });
    await database.put('owner', '1 me');
    await database.put('nonce a', '7');
    await database.close();
    await reopened('format-1', async (store) => {
      expect(await store.takeNonce('a', 7n)).toBe(false);
      expect(await store.takeNonce('a', 8n)).toBe(true);
    });
    expect(await reopened('format-1', (store) => store.takeNonce('a', 7n))).toBe(false);
  });
});

describe('the store', () => {
  it('remembers the port', async () => {
    await reopened('port', async (store) => {
      expect(store.lastPort).toBeUndefined();
      await store.rememberPort(8091);
    });
    expect(await reopened('port', (store) => Promise.resolve(store.lastPort))).toBe(8091);
  });

  it('is one hotkey’s', async () => {
    await reopened('mine', () => Promise.resolve());
    await expect(reopened('mine', () => Promise.resolve(), 'another')).rejects.toMatchObject({
      code: 'STORE_FORMAT',
    });
  });

  it('of a format that is newer than this program is refused by name', async () => {
    await reopened('newer', () => Promise.resolve());
    const database = open<string, string>({ path: join(root, 'newer', 'miner.lmdb'), encoding: 'string' });
    await database.put('owner', '99 me');
    await database.close();
    await expect(reopened('newer', () => Promise.resolve())).rejects.toMatchObject({ code: 'STORE_FORMAT' });
  });
});
