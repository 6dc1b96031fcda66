import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { every, type Clock, type Component, type Timer } from '@yumanet/service-kit';
import { open, type RootDatabase } from 'lmdb';
import { minerError } from '../errors.js';
import { Nonces } from './nonces.js';

const FORMAT = 2;
const NANOS_PER_MS = 1_000_000n;

export interface MinerStoreOptions {
  readonly dataDir: string;
  /** SS58: a store belongs to one hotkey. */
  readonly hotkey: string;
  readonly clock: Clock;
  /** Milliseconds within which nonces are told apart; an older one counts as used. */
  readonly nonceWindowMs: number;
}

/** What a miner must not forget: the nonces it has seen, the port it announced, its sealing key. One file in its data directory. */
export class MinerStore implements Component {
  readonly name = 'store';
  readonly #options: MinerStoreOptions;
  readonly #nonces = new Nonces();
  #database: RootDatabase<string, string> | undefined;
  #forgetting: Timer | undefined;
  #forgotten: Promise<void> = Promise.resolve();

  constructor(options: MinerStoreOptions) {
    this.#options = options;
  }

  /** @throws ServiceError STORE_FORMAT */
  async start(): Promise<void> {
    const { dataDir, hotkey, clock, nonceWindowMs } = this.#options;
    // A secret lies in it.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const database = open<string, string>({ path: join(dataDir, 'miner.lmdb'), encoding: 'string' });
    this.#database = database;
    const owner = `${FORMAT} ${hotkey}`;
    const found = database.get('owner');
    if (found === `1 ${hotkey}`) await fromFormat1(database);
    else if (found !== undefined && found !== owner) {
      const what = `${dataDir}: expected a store of "${owner}", got "${found}"`;
      throw minerError('STORE_FORMAT', what, { dataDir });
    }
    await database.put('owner', owner);
    for (const { key, value } of database.getRange({ start: 'floor ', end: 'floor!' }))
      this.#nonces.restore(key.slice('floor '.length), BigInt(value));
    for (const { key } of database.getRange({ start: 'nonce ', end: 'nonce!' })) {
      const [, account = '', nonce = ''] = key.split(' ');
      this.#nonces.restore(account, -1n, BigInt(nonce));
    }
    this.#forgetting = every(clock, nonceWindowMs, () => (this.#forgotten = this.#forget()));
  }

  async stop(): Promise<void> {
    this.#forgetting?.cancel();
    // A transaction that finds its database closed throws where nobody catches it, and ends the process.
    await this.#forgotten.catch(() => undefined);
    await this.#database?.close();
  }

  /**
   * Takes a nonce that this account has not used. When it resolves to true the nonce will not be taken again, whatever ends
   * this process.
   */
  async takeNonce(account: string, nonce: bigint): Promise<boolean> {
    if (!this.#nonces.take(account, nonce)) return false;
    await this.#database?.put(nonceKey(account, nonce), '');
    return true;
  }

  /** The port of the last start. */
  get lastPort(): number | undefined {
    const port = Number(this.#database?.get('port'));
    return Number.isInteger(port) ? port : undefined;
  }

  /** 32 random bytes, drawn once: the key that bodies are sealed to comes from them. */
  async sealingSecret(): Promise<Uint8Array> {
    const found = this.#database?.get('sealing-secret');
    if (found !== undefined) return Buffer.from(found, 'hex');
    const drawn = randomBytes(32);
    await this.#database?.put('sealing-secret', drawn.toString('hex'));
    return drawn;
  }

  async rememberPort(port: number): Promise<void> {
    await this.#database?.put('port', String(port));
  }

  /** Two windows: whatever is forgotten has been refused as too old for one already. */
  async #forget(): Promise<void> {
    const { clock, nonceWindowMs } = this.#options;
    const before = BigInt(Math.floor(clock.now() - 2 * nonceWindowMs)) * NANOS_PER_MS;
    const database = this.#database;
    // One transaction: a floor is never behind what was removed under it.
    await database?.transaction(() => {
      for (const { account, floor, nonces } of this.#nonces.forget(before)) {
        void database.put(`floor ${account}`, String(floor));
        for (const nonce of nonces) void database.remove(nonceKey(account, nonce));
      }
    });
  }
}

const nonceKey = (account: string, nonce: bigint): string => `nonce ${account} ${nonce}`;

/** Format 1 had the last nonce of each account. */
async function fromFormat1(database: RootDatabase<string, string>): Promise<void> {
  await database.transaction(() => {
    for (const { key, value } of [...database.getRange({ start: 'nonce ', end: 'nonce!' })]) {
      void database.put(key.replace('nonce ', 'floor '), value);
      void database.remove(key);
    }
  });
}
