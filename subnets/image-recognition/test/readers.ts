/** Every backend that reads or guesses as a miner runs it, each with a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeAnswer } from '@yumanet/subnet-kit';
import type { Answer, Images } from '../src/index.js';
import { mechanism } from '../src/index.js';

const HOTKEY = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

export class Readers {
  readonly #root = mkdtempSync(join(tmpdir(), 'yumanet-readers-'));

  /** A new folder for a backend. */
  readonly dataDir = (backend: string): string => mkdtempSync(join(this.#root, `${backend}-`));

  async open(hotkey = HOTKEY): Promise<ReadonlyMap<string, (images: Images) => Promise<Answer>>> {
    const readers = new Map<string, (images: Images) => Promise<Answer>>();
    const { signal } = new AbortController();
    for (const backend of mechanism.handler.backends) {
      // It has no quality of its own.
      if (backend === 'copycat') continue;
      const handler = await mechanism.handler.open({
        backend,
        hotkey,
        dataDir: this.dataDir(backend),
        signal,
      });
      readers.set(backend, (images) => wholeAnswer(handler.answer(images, signal), mechanism.handler.chunks));
    }
    return readers;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
