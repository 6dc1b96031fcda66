import { createHash } from 'node:crypto';
import { Objm, type ObjectStore } from '@nats-io/obj';
import { StorageType } from '@nats-io/jetstream';
import { kitError } from '../errors.js';
import type { Bus } from './bus.js';

export interface ObjectBucketOptions {
  readonly replicas?: number;
  /** Bytes of the whole bucket. */
  readonly maxBytes?: number;
  /** An object that is older is gone. Default: never. */
  readonly ttlMs?: number;
}

/** Milliseconds for one object: it is many messages. */
const OBJECT_MS = 30_000;

/** A bucket of large values by name. */
export class ObjectBucket {
  readonly #bus: Bus;
  readonly #store: ObjectStore;
  readonly #name: string;

  private constructor(bus: Bus, store: ObjectStore, name: string) {
    this.#bus = bus;
    this.#store = store;
    this.#name = name;
  }

  /** Makes the bucket if it does not exist. */
  static async create(bus: Bus, name: string, options: ObjectBucketOptions = {}): Promise<ObjectBucket> {
    const store = await bus.request(`bucket ${name}`, () =>
      new Objm(bus.jetstream).create(name, {
        storage: StorageType.File,
        replicas: options.replicas ?? 1,
        ...(options.ttlMs === undefined ? {} : { ttl: options.ttlMs * 1_000_000 }),
        ...(options.maxBytes === undefined ? {} : { max_bytes: options.maxBytes }),
      }),
    );
    return new ObjectBucket(bus, store, name);
  }

  /** For readers, who may not make one. @throws ServiceError NOT_FOUND */
  static async open(bus: Bus, name: string): Promise<ObjectBucket> {
    const store = await bus.request(`bucket ${name}`, async () => {
      // The library's own check throws an error without a code.
      await bus.manager.streams.info(`OBJ_${name}`);
      return new Objm(bus.jetstream).open(name, false);
    });
    return new ObjectBucket(bus, store, name);
  }

  /** Putting the same bytes under the same name again does nothing: a publisher may repeat itself. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    const what = `object ${this.#name}/${name}`;
    const digest = `SHA-256=${createHash('sha256').update(bytes).digest('base64url')}`;
    await this.#bus.request(
      what,
      async () => {
        void this.#bus.connection;
        const existing = await this.#store.info(name);
        // The library writes the padding, Node does not.
        if (existing && !existing.deleted && existing.digest.replace(/=+$/, '') === digest) return;
        await this.#store.putBlob({ name }, bytes, { timeout: this.#bus.requestMs });
      },
      OBJECT_MS,
    );
  }

  /** @throws ServiceError NOT_FOUND; the library itself checks length and digest. */
  async get(name: string): Promise<Uint8Array> {
    const what = `object ${this.#name}/${name}`;
    const bytes = await this.#bus.request(
      what,
      () => {
        void this.#bus.connection;
        return this.#store.getBlob(name);
      },
      OBJECT_MS,
    );
    if (bytes === null) throw kitError('NOT_FOUND', `${what}: expected to exist, got none`, { name });
    return bytes;
  }

  /** Does nothing where there is none. */
  async delete(name: string): Promise<void> {
    await this.#bus.request(`object ${this.#name}/${name}`, async () => {
      void this.#bus.connection;
      if (await this.#store.info(name)) await this.#store.delete(name);
    });
  }
}
