import { createHash } from 'node:crypto';
import { parseHotkey } from '@yumanet/units';
import { subjectsOf } from '@yumanet/proto';
import { PartAnswers, RoundPart, RoundPlan, RoundVerdict } from '@yumanet/proto/validator/v1';
import {
  LARGE_BYTES,
  ObjectBucket,
  Table,
  decodeMessage,
  hasCode,
  kitError,
  type Bus,
  type MessageType,
} from '@yumanet/service-kit';
import type { RowOwner } from '../store/own-row.js';
import { RoundNews, type Written } from './round-news.js';

export interface RoundStoreOptions extends RowOwner {
  readonly network: string;
  readonly replicas: number;
}

/** What is left of a round that nobody finished goes after this. */
const KEEP_MS = 3_600_000;

/**
 * Rounds under way of one validator, on the bus: its coordinator and its workers meet here. Of each thing the first that is
 * written counts, so that work done twice is one result.
 */
export class RoundStore {
  readonly #table: Table<RoundPart>;
  readonly #objects: ObjectBucket;
  readonly #own: string;
  readonly #news: RoundNews;

  private constructor(table: Table<RoundPart>, objects: ObjectBucket, own: string, news: RoundNews) {
    this.#table = table;
    this.#objects = objects;
    this.#own = own;
    this.#news = news;
  }

  /**
   * @param signal ends what `written` listens to.
   * @throws ServiceError UNAVAILABLE, DEADLINE_EXCEEDED.
   */
  static async open(
    bus: Bus,
    { network, replicas, netuid, hotkey }: RoundStoreOptions,
    signal: AbortSignal,
  ): Promise<RoundStore> {
    const { roundBucket, roundObjects } = subjectsOf(network);
    const kept = { replicas, ttlMs: KEEP_MS };
    const table = await Table.create(bus, { bucket: roundBucket, type: RoundPart, ...kept });
    const objects = await ObjectBucket.create(bus, roundObjects, kept);
    const own = `${parseHotkey(hotkey)}.${netuid}`;
    return new RoundStore(table, objects, own, new RoundNews({ bus, table, prefix: `${own}.`, signal }));
  }

  putPlan(round: string, plan: RoundPlan): Promise<boolean> {
    return this.#put(round, 'plan', RoundPlan.encode(plan).finish());
  }

  /** @returns false when another worker's was there before. */
  putAnswers(round: string, part: number, answers: PartAnswers): Promise<boolean> {
    return this.#put(round, part, PartAnswers.encode(answers).finish());
  }

  /** @returns false when another worker's was there before. */
  putVerdict(round: string, verdict: RoundVerdict): Promise<boolean> {
    return this.#put(round, 'verdict', RoundVerdict.encode(verdict).finish());
  }

  async plan(round: string): Promise<RoundPlan | undefined> {
    return (await this.#get(round, 'plan', RoundPlan))?.value;
  }

  /** @returns with the name of the object that holds them, if one does. */
  answers(round: string, part: number) {
    return this.#get(round, part, PartAnswers);
  }

  async verdict(round: string): Promise<RoundVerdict | undefined> {
    return (await this.#get(round, 'verdict', RoundVerdict))?.value;
  }

  /** What is written of a round and what will be, also across losses of the bus; ends when the signal aborts. */
  written(round: string, signal: AbortSignal): AsyncGenerator<Written> {
    return this.#news.of(round, signal);
  }

  /** Forgets a round. @param objects those that hold parts of it. */
  async clear(round: string, objects: readonly string[] = []): Promise<void> {
    this.#news.forget(round);
    await this.#table.purge(`${this.#own}.${round}.*`);
    for (const name of objects) await this.#objects.delete(name);
  }

  async #put(round: string, what: Written, body: Buffer | Uint8Array): Promise<boolean> {
    const key = `${this.#own}.${round}.${what}`;
    try {
      await this.#table.create(key, { held: await this.#held(key, Buffer.from(body)) });
      return true;
    } catch (error) {
      if (hasCode(error, 'REVISION_CONFLICT')) return false;
      throw error;
    }
  }

  async #held(key: string, body: Buffer): Promise<RoundPart['held']> {
    if (body.length <= LARGE_BYTES) return { $case: 'body', body };
    // Named by its content too: whoever is second must not overwrite the first one's.
    const object = `${key}-${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;
    await this.#objects.put(object, body);
    return { $case: 'object', object };
  }

  async #get<T>(round: string, what: Written, type: MessageType<T>) {
    const key = `${this.#own}.${round}.${what}`;
    const held = (await this.#table.get(key))?.value.held;
    if (held === undefined) return undefined;
    if (held.$case === 'body') return { value: decodeMessage(type, held.body, key), object: undefined };
    const value = decodeMessage(type, await this.#objects.get(held.object), key);
    return { value, object: held.object };
  }
}

/** @throws ServiceError NOT_FOUND */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw kitError('NOT_FOUND', `${what}: expected to exist, got none`);
  return value;
}
