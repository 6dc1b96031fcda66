import type { Component } from '@yumanet/service-kit';
import { open, type RootDatabase } from 'lmdb';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { minerError } from '../errors.js';

const FORMAT = 1;

/** What a miner must not forget: the nonces it has seen, the port it announced. One file in its data directory. */
export class MinerStore implements Component {
  readonly name = 'store';
  readonly #dataDir: string;
  readonly #hotkey: string;
  #database: RootDatabase<string, string> | undefined;
  /** By account; what is on disk, and what is on its way there. */
  readonly #nonces = new Map<string, bigint>();

  constructor(dataDir: string, hotkey: string) {
    this.#dataDir = dataDir;
    this.#hotkey = hotkey;
  }

  /** @throws ServiceError STORE_FORMAT */
  async start(): Promise<void> {
    mkdirSync(this.#dataDir, { recursive: true });
    const database = open<string, string>({ path: join(this.#dataDir, 'miner.lmdb'), encoding: 'string' });
    this.#database = database;
    const owner = `${FORMAT} ${this.#hotkey}`;
    const found = database.get('owner');
    if (found !== undefined && found !== owner) {
      const what = `${this.#dataDir}: expected a store of "${owner}", got "${found}"`;
      throw minerError('STORE_FORMAT', what, { dataDir: this.#dataDir });
    }
    await database.put('owner', owner);
    for (const { key, value } of database.getRange({ start: 'nonce ', end: 'nonce!' })) {
      this.#nonces.set(key.slice('nonce '.length), BigInt(value));
    }
  }

  async stop(): Promise<void> {
    await this.#database?.close();
  }

  /**
   * Takes a nonce if it is greater than every one before it of this account. When it resolves to true the nonce will not be
   * taken again, whatever ends this process.
   */
  async takeNonce(account: string, nonce: bigint): Promise<boolean> {
    if (nonce <= (this.#nonces.get(account) ?? -1n)) return false;
    this.#nonces.set(account, nonce);
    await this.#put(`nonce ${account}`, String(nonce));
    return true;
  }

  /** The port of the last start. */
  get lastPort(): number | undefined {
    const port = Number(this.#database?.get('port'));
    return Number.isInteger(port) ? port : undefined;
  }

  rememberPort(port: number): Promise<void> {
    return this.#put('port', String(port));
  }

  async #put(key: string, value: string): Promise<void> {
    await this.#database?.put(key, value);
  }
}
