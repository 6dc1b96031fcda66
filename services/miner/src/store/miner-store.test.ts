import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MinerStore } from './miner-store.js';

const root = mkdtempSync(join(tmpdir(), 'yumanet-miner-store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function reopened<T>(
  dataDir: string,
  use: (store: MinerStore) => Promise<T>,
  hotkey = 'me',
): Promise<T> {
  const store = new MinerStore(join(root, dataDir), hotkey);
  await store.start();
  try {
    return await use(store);
  } finally {
    await store.stop();
  }
}

describe('nonces', () => {
  it('are taken once, rising, each dendrite’s for itself', async () => {
    await reopened('rising', async (store) => {
      expect(await store.takeNonce('a', 5n)).toBe(true);
      expect(await store.takeNonce('a', 5n)).toBe(false);
      expect(await store.takeNonce('a', 4n)).toBe(false);
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
});
