import { subnetError, type Handler, type HandlerOptions } from '@yumanet/subnet-kit';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer } from '../answer.js';
import type { Images } from '../task.js';

/** In its data folder: whom it repeats. */
export const VICTIM_FILE = 'copycat.json';

const victim = z.strictObject({
  /** SS58 of the miner that is repeated, and how that one answers. */
  hotkey: z.string().min(1),
  backend: z.string().min(1),
});

/** What is repeated is heard first: milliseconds that the copy comes after what it copies. */
const LATER_MS = 150;

/** Opens the backend of the miner that is repeated, as that miner. */
export type OpenVictim = (options: HandlerOptions) => Promise<Handler<Images, Answer>>;

/**
 * Dishonest, and here to be watched: an answer copier. It asks its victim's own model, which is the same wherever it was
 * trained, and repeats what that says to the last digit, a little later.
 *
 * @throws ServiceError BACKEND_NOT_CONFIGURED without a `copycat.json` of `{ hotkey, backend }` in the data folder.
 */
export async function openCopycat(
  options: HandlerOptions,
  open: OpenVictim,
): Promise<Handler<Images, Answer>> {
  const { hotkey, backend } = await readVictim(options.dataDir);
  const source = await open({ ...options, hotkey, backend });
  return {
    facts: {},
    async answer(images, signal) {
      const [said] = await Promise.all([
        source.answer(images, signal),
        sleep(LATER_MS, undefined, { signal }),
      ]);
      return said as Answer;
    },
    close: () => source.close(),
  };
}

async function readVictim(dataDir: string): Promise<z.output<typeof victim>> {
  const file = join(dataDir, VICTIM_FILE);
  try {
    const { data, error } = victim.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (error) throw error;
    if (data.backend === 'copycat') throw new Error('a copycat');
    return data;
  } catch (error) {
    const what = `${file}: expected { "hotkey": …, "backend": … } of who is repeated, got ${String(error)}`;
    throw subnetError('BACKEND_NOT_CONFIGURED', what, { file }, { cause: error });
  }
}
