import { SeededRandom, type HandlerOptions } from '@yumanet/subnet-kit';
import { openDisk } from './disk.js';

/** A disk that loses chunks. @param share of all chunks, between two questions: 0 to 1. */
export function losing(share: number) {
  return (options: HandlerOptions) => {
    const random = new SeededRandom(`storage losing ${options.hotkey}`);
    return openDisk(options, async (store, account) => {
      for (const id of await store.list(account)) if (random.next() < share) await store.delete(account, id);
    });
  };
}
