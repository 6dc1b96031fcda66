import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson, toJson } from '@yumanet/service-kit/core';
import { open, type Database, type RootDatabase } from 'lmdb';
import { gatewayError } from '../errors.js';
import { drawKey, isKey, keyHash, keyPrefix } from './api-key.js';
import type { Client, Credit, Deposit, KeptAnswer, KeyRecord, Receipt, Reservation } from './records.js';

/** Raised whenever what is written changes its meaning. */
export const BOOKS_FORMAT = '1';
export const BOOKS_FILE = 'gateway.lmdb';

/** Whose books these are. */
export interface BooksOwner {
  /** SS58 of the hotkey that signs receipts. */
  readonly hotkey: string;
  /** Account that deposits go to: 64 hex digits. */
  readonly depositTo: string;
}

/** What settling a query writes. */
export interface Settlement {
  /** The receipt, signed, given its number and the balance after it. */
  readonly receipt: (number: number, balanceAfterRao: bigint) => Receipt;
  /** Kept for an idempotency key. */
  readonly keep?: { readonly key: string; readonly answer: Omit<KeptAnswer, 'number'> } | undefined;
}

/**
 * Clients, their money and their receipts, in a folder of this machine: LMDB, one transaction for each change, on disk before it
 * is answered. Rao go deposit → balance → reserved → charged, or back to the balance; nowhere else.
 */
export class Books {
  readonly #root: RootDatabase<string, string>;
  readonly #clients: Database<string, string>;
  /** Hash of a key to `KeyRecord`. */
  readonly #keys: Database<string, string>;
  /** Coldkey to client id. */
  readonly #payers: Database<string, string>;
  /** Query id to `Reservation`. */
  readonly #reservations: Database<string, string>;
  /** [client id, number] to `Receipt`. */
  readonly #receipts: Database<string, [string, number]>;
  /** [block, event index] to `Credit`: what is here is never credited again. */
  readonly #credits: Database<string, [number, number]>;
  /** [client id, idempotency key] to `KeptAnswer`; and when each is forgotten. */
  readonly #answers: Database<string, [string, string]>;
  readonly #ages: Database<string, [number, string, string]>;
  /** Of whoever serves from the books; undefined: an administrator's look. */
  #instance: string | undefined;

  /** @param path folder; made if there is none. */
  constructor(path: string) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // Money: a change that was answered is on disk, also when the machine loses its power.
    this.#root = open<string, string>({
      path: join(path, BOOKS_FILE),
      encoding: 'string',
      maxDbs: 16,
      overlappingSync: false,
    });
    const as = (name: string) => ({ name, encoding: 'string' as const });
    this.#clients = this.#root.openDB(as('clients'));
    this.#keys = this.#root.openDB(as('keys'));
    this.#payers = this.#root.openDB(as('payers'));
    this.#reservations = this.#root.openDB(as('reservations'));
    this.#receipts = this.#root.openDB(as('receipts'));
    this.#credits = this.#root.openDB(as('credits'));
    this.#answers = this.#root.openDB(as('answers'));
    this.#ages = this.#root.openDB(as('ages'));
  }

  /**
   * Begins to serve from the books: whoever served from them before charges nobody any more, and what its open queries held goes
   * back. A query is settled before its answer is given out whole: what is open now was never answered.
   *
   * @returns how many reservations went back.
   * @throws ServiceError BOOKS_FORMAT, BOOKS_OTHER.
   */
  async serve(owner: BooksOwner): Promise<number> {
    const instance = randomUUID();
    const whose = `${owner.hotkey} ${owner.depositTo}`;
    return this.#root.transaction(() => {
      const format = this.#root.get('format');
      if (format !== undefined && format !== BOOKS_FORMAT)
        throw gatewayError('BOOKS_FORMAT', `books: expected format ${BOOKS_FORMAT}, got ${format}`);
      const found = this.#root.get('owner');
      if (found !== undefined && found !== whose)
        throw gatewayError('BOOKS_OTHER', `books: expected those of ${whose}, got those of ${found}`);
      void this.#root.put('format', BOOKS_FORMAT);
      void this.#root.put('owner', whose);
      void this.#root.put('instance', instance);
      this.#instance = instance;
      const open = [...this.#reservations.getKeys()];
      for (const queryId of open) this.#giveBack(queryId);
      return open.length;
    });
  }

  /** @throws ServiceError BOOKS_OTHER for the books of another chain. */
  async bindChain(genesisHash: string): Promise<void> {
    await this.#write(() => {
      const found = this.#root.get('genesis');
      if (found !== undefined && found !== genesisHash)
        throw gatewayError('BOOKS_OTHER', `books: expected the chain ${genesisHash}, got ${found}`);
      void this.#root.put('genesis', genesisHash);
    });
  }

  /** Last block whose deposits are in the books. */
  get cursor(): number | undefined {
    const text = this.#root.get('cursor');
    return text === undefined ? undefined : Number(text);
  }

  /** Deposits count from the block after this one. */
  async beginAt(block: number): Promise<void> {
    await this.#write(() => {
      if (this.cursor === undefined) void this.#root.put('cursor', String(block));
    });
  }

  /**
   * Takes in a final block's deposits and moves the cursor, both or neither. A block that was taken in before changes nothing.
   *
   * @returns what is new.
   * @throws RangeError for a block that does not follow the cursor: a deposit would be lost.
   */
  async credit(block: number, deposits: readonly Deposit[]): Promise<readonly Credit[]> {
    return this.#write(() => {
      const cursor = this.cursor;
      if (cursor !== undefined && block <= cursor) return [];
      if (cursor !== undefined && block !== cursor + 1)
        throw new RangeError(`deposits: expected block ${cursor + 1}, got ${block}`);
      const fresh = deposits.filter(({ index }) => this.#credits.get([block, index]) === undefined);
      const credits = fresh.map((deposit): Credit => {
        const clientId = this.#payers.get(deposit.from);
        return { ...deposit, block, ...(clientId === undefined ? {} : { clientId }) };
      });
      for (const credit of credits) this.#takeIn(credit);
      void this.#root.put('cursor', String(block));
      return credits;
    });
  }

  /** Deposits, the oldest first. */
  credits(): readonly Credit[] {
    return [...this.#credits.getRange()].map(({ value }) => fromJson<Credit>(value));
  }

  /**
   * A new client and its first key. What its coldkey sent before it was registered is credited now.
   *
   * @param coldkey account, 64 hex digits.
   * @throws ServiceError COLDKEY_TAKEN
   */
  async createClient(name: string, coldkey: string, at: number): Promise<{ client: Client; key: string }> {
    const id = `c-${randomBytes(8).toString('hex')}`;
    const nothing = { balanceRao: 0n, reservedRao: 0n, creditedRao: 0n, chargedRao: 0n, receipts: 0 };
    const key = drawKey();
    await this.#root.transaction(() => {
      const payer = this.#payers.get(coldkey);
      if (payer !== undefined)
        throw gatewayError('COLDKEY_TAKEN', `coldkey: expected one without a client, got ${payer}’s`, {
          client: payer,
        });
      void this.#payers.put(coldkey, id);
      this.#putClient({ id, name, coldkey, createdAt: at, ...nothing });
      this.#putKey(key, { clientId: id, prefix: keyPrefix(key), createdAt: at });
      for (const credit of this.credits())
        if (credit.clientId === undefined && credit.from === coldkey)
          this.#takeIn({ ...credit, clientId: id });
    });
    return { client: this.client(id)!, key };
  }

  /** One more key of a client. @throws ServiceError CLIENT_UNKNOWN */
  async addKey(clientId: string, at: number): Promise<string> {
    const key = drawKey();
    await this.#root.transaction(() => {
      if (!this.client(clientId))
        throw gatewayError('CLIENT_UNKNOWN', `client: expected one of the books, got ${clientId}`);
      this.#putKey(key, { clientId, prefix: keyPrefix(key), createdAt: at });
    });
    return key;
  }

  /** Ends every key that begins so. @returns how many. */
  async revokeKeys(prefix: string, at: number): Promise<number> {
    return this.#root.transaction(() => {
      const found = this.keys().filter(
        (each) => each.prefix === prefix && each.record.revokedAt === undefined,
      );
      for (const { hash, record } of found)
        void this.#keys.put(hash, toJson({ ...record, revokedAt: at } satisfies KeyRecord));
      return found.length;
    });
  }

  keys(): { readonly hash: string; readonly prefix: string; readonly record: KeyRecord }[] {
    return [...this.#keys.getRange()].map(({ key: hash, value }) => {
      const record = fromJson<KeyRecord>(value);
      return { hash, prefix: record.prefix, record };
    });
  }

  /** Whose key this is; undefined: nobody's, or a revoked one. */
  clientOf(key: string): Client | undefined {
    const text = isKey(key) ? this.#keys.get(keyHash(key)) : undefined;
    if (text === undefined) return undefined;
    const { clientId, revokedAt } = fromJson<KeyRecord>(text);
    return revokedAt === undefined ? this.client(clientId) : undefined;
  }

  client(id: string): Client | undefined {
    const text = this.#clients.get(id);
    return text === undefined ? undefined : fromJson<Client>(text);
  }

  clients(): Client[] {
    return [...this.#clients.getRange()].map(({ value }) => fromJson<Client>(value));
  }

  /** Holds the price of a query. @throws ServiceError BALANCE_TOO_LOW, BOOKS_TAKEN. */
  async reserve(clientId: string, queryId: string, rao: bigint): Promise<void> {
    await this.#write(() => {
      const client = this.#known(clientId);
      const { balanceRao, reservedRao } = client;
      if (balanceRao < rao)
        throw gatewayError('BALANCE_TOO_LOW', `balance: expected ${rao} rao, got ${balanceRao}`, {
          priceRao: String(rao),
          balanceRao: String(balanceRao),
        });
      this.#putClient({ ...client, balanceRao: balanceRao - rao, reservedRao: reservedRao + rao });
      void this.#reservations.put(queryId, toJson({ clientId, rao } satisfies Reservation));
    });
  }

  /** Turns what a query holds into a charge with its receipt, both or neither. @throws ServiceError BOOKS_TAKEN */
  async settle(queryId: string, { receipt: make, keep }: Settlement): Promise<Receipt> {
    return this.#write(() => {
      const { clientId, rao } = this.#held(queryId);
      const client = this.#known(clientId);
      const number = client.receipts + 1;
      const receipt = make(number, client.balanceRao);
      this.#putClient({
        ...client,
        reservedRao: client.reservedRao - rao,
        chargedRao: client.chargedRao + rao,
        receipts: number,
      });
      void this.#receipts.put([clientId, number], toJson(receipt));
      void this.#reservations.remove(queryId);
      if (keep) {
        const { key, answer } = keep;
        void this.#answers.put([clientId, key], toJson({ ...answer, number } satisfies KeptAnswer));
        void this.#ages.put([answer.at, clientId, key], '');
      }
      return receipt;
    });
  }

  /** Gives back what a query holds. @throws ServiceError BOOKS_TAKEN */
  async refund(queryId: string): Promise<void> {
    await this.#write(() => this.#giveBack(queryId));
  }

  /** A client's receipts after a number, the oldest first. */
  receipts(clientId: string, after: number, limit: number): Receipt[] {
    const start: [string, number] = [clientId, after + 1];
    const end: [string, number] = [clientId, Number.MAX_SAFE_INTEGER];
    return [...this.#receipts.getRange({ start, end, limit })].map(({ value }) => fromJson<Receipt>(value));
  }

  receipt(clientId: string, number: number): Receipt | undefined {
    const text = this.#receipts.get([clientId, number]);
    return text === undefined ? undefined : fromJson<Receipt>(text);
  }

  /** The answer that an idempotency key was given. */
  kept(clientId: string, key: string): KeptAnswer | undefined {
    const text = this.#answers.get([clientId, key]);
    return text === undefined ? undefined : fromJson<KeptAnswer>(text);
  }

  /** Forgets answers kept before a time; receipts stay. */
  async forget(before: number): Promise<void> {
    const old = [...this.#ages.getKeys({ end: [before, '', ''], limit: 1_000 })];
    if (old.length === 0) return;
    await this.#write(() => {
      for (const age of old) {
        const [, clientId, key] = age;
        void this.#answers.remove([clientId, key]);
        void this.#ages.remove(age);
      }
    });
  }

  close(): Promise<void> {
    return this.#root.close();
  }

  #takeIn(credit: Credit): void {
    void this.#credits.put([credit.block, credit.index], toJson(credit));
    if (credit.clientId === undefined) return;
    const client = this.#known(credit.clientId);
    this.#putClient({
      ...client,
      balanceRao: client.balanceRao + credit.rao,
      creditedRao: client.creditedRao + credit.rao,
    });
  }

  #giveBack(queryId: string): void {
    const { clientId, rao } = this.#held(queryId);
    const client = this.#known(clientId);
    const { balanceRao, reservedRao } = client;
    this.#putClient({ ...client, balanceRao: balanceRao + rao, reservedRao: reservedRao - rao });
    void this.#reservations.remove(queryId);
  }

  #held(queryId: string): Reservation {
    const text = this.#reservations.get(queryId);
    if (text !== undefined) return fromJson<Reservation>(text);
    throw new RangeError(`query: expected one that holds its price, got ${queryId}`);
  }

  #known(clientId: string): Client {
    const client = this.client(clientId);
    if (client) return client;
    throw gatewayError('CLIENT_UNKNOWN', `client: expected one of the books, got ${clientId}`);
  }

  #putClient(client: Client): void {
    void this.#clients.put(client.id, toJson(client));
  }

  #putKey(key: string, record: KeyRecord): void {
    void this.#keys.put(keyHash(key), toJson(record));
  }

  /** A change by whoever serves. Everything that may be refused is refused before the first put. */
  #write<T>(change: () => T): Promise<T> {
    return this.#root.transaction(() => {
      if (this.#instance === undefined || this.#root.get('instance') !== this.#instance)
        throw gatewayError('BOOKS_TAKEN', 'books: expected to be the one that serves, got another');
      return change();
    });
  }
}
