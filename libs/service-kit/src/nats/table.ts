import { DeliverPolicy, JetStreamApiError, StorageType, type JsMsg } from '@nats-io/jetstream';
import { Kvm, type KV, type KvEntry } from '@nats-io/kv';
import { hasCode, kitError, refusal } from '../errors.js';
import type { Bus } from './bus.js';
import { decodeMessage, type MessageType } from './topic.js';

export interface TableOptions<T> {
  readonly bucket: string;
  readonly type: MessageType<T>;
  readonly replicas?: number;
  /** A key that is not written for this long is gone. Default: never. */
  readonly ttlMs?: number;
  /** Bytes of the whole bucket. */
  readonly maxBytes?: number;
  /** Milliseconds for one read or write. Default: the bus's. */
  readonly requestMs?: number;
}

export interface Row<T> {
  readonly key: string;
  readonly value: T;
  /** Grows with every write to the bucket, whatever the key. */
  readonly revision: number;
  readonly created: Date;
}

/** A change of a table; without a row the key is gone. */
export interface Change<T> {
  readonly key: string;
  readonly row: Row<T> | undefined;
}

/** Typed key-value bucket; every write can be made to fail when somebody else wrote first. */
export class Table<T> {
  readonly #bus: Bus;
  readonly #kv: KV;
  readonly #options: TableOptions<T>;

  private constructor(bus: Bus, kv: KV, options: TableOptions<T>) {
    this.#bus = bus;
    this.#kv = kv;
    this.#options = options;
  }

  get #requestMs(): number {
    return this.#options.requestMs ?? this.#bus.requestMs;
  }

  /** Makes the bucket if it does not exist. */
  static async create<T>(bus: Bus, options: TableOptions<T>): Promise<Table<T>> {
    const { bucket, replicas = 1, ttlMs, maxBytes } = options;
    const kv = await bus.request(`bucket ${bucket}`, () =>
      new Kvm(bus.jetstream).create(bucket, {
        storage: StorageType.File,
        replicas,
        history: 1,
        // Reads come from the leader: a replica may lag behind a compare-and-set.
        allow_direct: false,
        timeout: bus.requestMs,
        ...(ttlMs === undefined ? {} : { ttl: ttlMs }),
        ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
      }),
    );
    return new Table(bus, kv, options);
  }

  async get(key: string): Promise<Row<T> | undefined> {
    const entry = await this.#request(key, () => this.#kv.get(key));
    return entry ? this.#row(entry) : undefined;
  }

  /** @throws ServiceError REVISION_CONFLICT when the key exists. */
  create(key: string, value: T): Promise<number> {
    return this.#write(key, () => this.#kv.create(key, this.#bytes(value)));
  }

  /** @throws ServiceError REVISION_CONFLICT when the key was written after `revision`. */
  update(key: string, value: T, revision: number): Promise<number> {
    return this.#write(key, () => this.#kv.update(key, this.#bytes(value), revision, this.#requestMs));
  }

  /** Whoever writes last wins. */
  put(key: string, value: T): Promise<number> {
    return this.#write(key, () => this.#kv.put(key, this.#bytes(value), { timeout: this.#requestMs }));
  }

  /** @param revision when given, REVISION_CONFLICT if the key was written after it. */
  async delete(key: string, revision?: number): Promise<void> {
    await this.#write(key, async () => {
      await this.#kv.delete(key, revision === undefined ? {} : { previousSeq: revision });
      return 0;
    });
  }

  /** Removes every key of a pattern, without a trace. @param pattern as for `keys`. */
  async purge(pattern: string): Promise<void> {
    const { bucket } = this.#options;
    await this.#request(bucket, () =>
      this.#bus.manager.streams.purge(`KV_${bucket}`, { filter: `$KV.${bucket}.${pattern}` }),
    );
  }

  /**
   * Every key now and every one that is written later, without values; ends when the signal aborts.
   *
   * @param pattern keys by tokens between dots, with wildcards: `a.*`, `a.>`.
   */
  async *keys(pattern: string, signal: AbortSignal): AsyncGenerator<string> {
    for await (const entry of this.#entries(pattern, { headersOnly: true }, signal))
      if (entry.operation === 'PUT') yield entry.key;
  }

  /** Every key now, then every change; ends when the signal aborts. Values that do not decode are passed over and logged. */
  async *watch(signal: AbortSignal): AsyncGenerator<Change<T>> {
    for await (const entry of this.#entries('>', { headersOnly: false }, signal)) {
      const change = this.#change(entry);
      if (change) yield change;
    }
  }

  /**
   * As `kv.watch` of the client library, which leaves its consumer on the server for five minutes: a watch of every round made
   * hundreds of them.
   */
  async *#entries(
    pattern: string,
    { headersOnly }: { readonly headersOnly: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<Entry> {
    const { bucket } = this.#options;
    const prefix = `$KV.${bucket}.`;
    const [consumer, messages] = await this.#bus.request(`bucket ${bucket}`, async () => {
      const made = await this.#bus.jetstream.consumers.getPushConsumer(`KV_${bucket}`, {
        filter_subjects: `${prefix}${pattern}`,
        deliver_policy: DeliverPolicy.LastPerSubject,
        headers_only: headersOnly,
      });
      return [made, await made.consume()] as const;
    });
    const stop = () => messages.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) return;
      for await (const message of messages) yield entryOf(message, prefix);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
      // Not waited for: without the bus the server forgets it by itself.
      consumer.delete().catch(() => undefined);
    }
  }

  #change(entry: Entry): Change<T> | undefined {
    try {
      return { key: entry.key, row: this.#row(entry) };
    } catch (error) {
      this.#bus.logger.warn({ error, key: entry.key }, 'bad value passed over');
      return undefined;
    }
  }

  #row(entry: Entry): Row<T> | undefined {
    if (entry.operation !== 'PUT') return undefined;
    const { key, revision, created, value } = entry;
    return {
      key,
      revision,
      created,
      value: decodeMessage(this.#options.type, value, `${this.#options.bucket}/${key}`),
    };
  }

  #bytes(value: T): Uint8Array {
    return this.#options.type.encode(value).finish();
  }

  async #write(key: string, write: () => Promise<number>): Promise<number> {
    const what = `${this.#options.bucket}/${key}`;
    try {
      return await this.#request(key, write, `KV_${this.#options.bucket}`);
    } catch (error) {
      const cause = (error as Error).cause;
      const conflict =
        hasCode(error, 'SEQUENCE_CONFLICT') || (cause instanceof JetStreamApiError && cause.code === 10071);
      if (!conflict) throw error;
      throw kitError(
        'REVISION_CONFLICT',
        `${what}: expected the revision last read, got a later one`,
        { key },
        { cause },
      );
    }
  }

  /** @param stream where it stores something. */
  #request<R>(key: string, work: () => Promise<R>, stream?: string): Promise<R> {
    if (!/^[-/_=.a-zA-Z0-9]{1,256}$/.test(key)) {
      throw refusal('INVALID_ARGUMENT', 'key', '1 to 256 of letters, digits and - / _ = .', key);
    }
    const what = `${this.#options.bucket}/${key}`;
    const asked = () => {
      // Refuses at once while there is no connection.
      void this.#bus.connection;
      return work();
    };
    const ms = this.#requestMs;
    return stream === undefined
      ? this.#bus.request(what, asked, ms)
      : this.#bus.store(stream, what, asked, ms);
  }
}

/** What of a bucket's entry is read here. */
type Entry = Pick<KvEntry, 'key' | 'revision' | 'created' | 'value'> & { readonly operation: string };

const entryOf = ({ subject, headers, seq, timestamp, data }: JsMsg, prefix: string): Entry => ({
  key: subject.slice(prefix.length),
  operation: headers?.get('KV-Operation') || 'PUT',
  revision: seq,
  created: new Date(timestamp),
  value: data,
});
