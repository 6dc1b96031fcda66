import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { idOf } from './merkle.js';

/** Accounts kept at once; of more, the one that was longest not asked for goes. */
const MOST_ACCOUNTS = 256;

/** Chunks in files: a folder for each account, a file for each chunk, named by its id. */
export class ChunkStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Makes room for an account and forgets what is not to be kept. @param keep ids. */
  async open(account: string, keep: readonly string[]): Promise<void> {
    const folder = join(this.#root, account);
    await mkdir(folder, { recursive: true });
    await utimes(folder, new Date(), new Date());
    const wanted = new Set(keep);
    const stale = (await readdir(folder)).filter((name) => !wanted.has(name));
    await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
    await this.#forgetOldest();
  }

  /** Whole or not at all. @returns its id. */
  async put(account: string, chunk: Uint8Array): Promise<string> {
    const id = idOf(chunk).toString('hex');
    const path = join(this.#root, account, id);
    await writeFile(`${path}.new`, chunk, { flush: true });
    await rename(`${path}.new`, path);
    return id;
  }

  /** A chunk; undefined where there is none. */
  async get(account: string, id: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.#root, account, id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  /** Ids of an account. */
  async list(account: string): Promise<string[]> {
    return (await readdir(join(this.#root, account))).sort();
  }

  async delete(account: string, id: string): Promise<void> {
    await rm(join(this.#root, account, id), { force: true });
  }

  async #forgetOldest(): Promise<void> {
    const accounts = await readdir(this.#root);
    if (accounts.length <= MOST_ACCOUNTS) return;
    const times = await Promise.all(
      accounts.map(async (name) => [name, (await stat(join(this.#root, name))).mtimeMs] as const),
    );
    const oldest = times.sort(([, a], [, b]) => a - b).slice(0, accounts.length - MOST_ACCOUNTS);
    await Promise.all(oldest.map(([name]) => rm(join(this.#root, name), { recursive: true, force: true })));
  }
}
