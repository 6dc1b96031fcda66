import { parseHotkey } from '@yumanet/units';
import { Table, hasCode, type Bus, type TableOptions } from '@yumanet/service-kit';
import { validatorError } from '../errors.js';

/** Whose row it is: one validator's hotkey (SS58) on one subnet. */
export interface RowOwner {
  readonly netuid: number;
  readonly hotkey: string;
}

/**
 * A row of a bucket that one validator alone writes: loaded before the first write, and each write upon the one before,
 * so that a second process with the same key is found instead of obeyed.
 */
export class OwnRow<T> {
  readonly #table: Table<T>;
  readonly #key: string;
  readonly #isSame: (a: T, b: T) => boolean;
  #revision: number;
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(table: Table<T>, key: string, revision: number, isSame: (a: T, b: T) => boolean) {
    this.#table = table;
    this.#key = key;
    this.#revision = revision;
    this.#isSame = isSame;
  }

  /**
   * @returns the row and what it holds; undefined: nothing yet.
   * @throws ServiceError UNAVAILABLE, DEADLINE_EXCEEDED, BAD_MESSAGE.
   */
  static async load<T>(
    bus: Bus,
    options: TableOptions<T>,
    { hotkey, netuid }: RowOwner,
  ): Promise<{ readonly row: OwnRow<T>; readonly value: T | undefined }> {
    const table = await Table.create(bus, options);
    const key = `${parseHotkey(hotkey)}.${netuid}`;
    const found = await table.get(key);
    const { type } = options;
    const bytes = (value: T) => Buffer.from(type.encode(value).finish());
    const isSame = (a: T, b: T) => bytes(a).equals(bytes(b));
    return { row: new OwnRow(table, key, found?.revision ?? 0, isSame), value: found?.value };
  }

  /**
   * Writes one after the other.
   *
   * @throws ServiceError ROW_TAKEN when another process wrote; UNAVAILABLE, DEADLINE_EXCEEDED: nothing is known of this
   *   write, and the next one finds out.
   */
  save(value: T): Promise<void> {
    const mine = this.#tail.then(() => this.#save(value));
    this.#tail = mine.catch(() => undefined);
    return mine;
  }

  async #save(value: T): Promise<void> {
    try {
      this.#revision = await this.#write(value);
    } catch (error) {
      if (hasCode(error, 'DEADLINE_EXCEEDED')) await this.#adopt(value);
      if (!hasCode(error, 'REVISION_CONFLICT')) throw error;
      const what = `row ${this.#key}: expected revision ${this.#revision} as the last, got a later one`;
      throw validatorError('ROW_TAKEN', what, { key: this.#key }, { cause: error });
    }
  }

  #write(value: T): Promise<number> {
    if (this.#revision === 0) return this.#table.create(this.#key, value);
    return this.#table.update(this.#key, value, this.#revision);
  }

  /** A write without an answer may have arrived: it did if the row is what was written. */
  async #adopt(value: T): Promise<void> {
    const row = await this.#table.get(this.#key);
    if (row && this.#isSame(row.value, value)) this.#revision = row.revision;
  }
}
