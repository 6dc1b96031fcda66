import type { Handler, HandlerOptions } from '@yumanet/subnet-kit';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toWire, type Receipt } from '../answer.js';
import { ChunkStore } from '../chunk-store.js';
import { idOf, proofOf } from '../merkle.js';
import type { Errand } from '../task.js';

/** What befalls the chunks of an account before it is asked for them. */
export type Mishap = (store: ChunkStore, account: string) => Promise<void>;

/** Keeps every chunk in a file, and answers from there. */
export async function openDisk(
  { dataDir }: HandlerOptions,
  mishap?: Mishap,
): Promise<Handler<Errand, Receipt>> {
  const root = join(dataDir, 'chunks');
  await mkdir(root, { recursive: true });
  const store = new ChunkStore(root);
  return {
    facts: {},
    async answer(errand) {
      await store.open(errand.account, errand.keep);
      await mishap?.(store, errand.account);
      const shown = await show(store, errand);
      for (const chunk of errand.store) await store.put(errand.account, Buffer.from(chunk, 'base64'));
      return { stored: errand.store.length, ...shown };
    },
    close: () => Promise.resolve(),
  };
}

async function show(
  store: ChunkStore,
  { account, prove, retrieve }: Errand,
): Promise<Omit<Receipt, 'stored'>> {
  const proofs = prove.map(async ({ id, leaf }) => {
    const chunk = await intact(store, account, id);
    return chunk ? toWire(proofOf(chunk, leaf)) : null;
  });
  const chunks = retrieve.map(async (id) => {
    const chunk = await intact(store, account, id);
    return chunk ? Buffer.from(chunk).toString('base64') : null;
  });
  return { proofs: await Promise.all(proofs), chunks: await Promise.all(chunks) };
}

/** A chunk whose bytes are still those that it was given. */
async function intact(store: ChunkStore, account: string, id: string): Promise<Uint8Array | undefined> {
  const chunk = await store.get(account, id);
  const isSame = chunk !== undefined && idOf(chunk).toString('hex') === id;
  return isSame ? chunk : undefined;
}
