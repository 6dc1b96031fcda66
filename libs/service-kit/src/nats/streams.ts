import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import { sleep } from '../clock.js';
import { hasCode, refusal } from '../errors.js';
import { busError } from './bus-error.js';
import type { Bus } from './bus.js';

export interface StreamOptions {
  readonly name: string;
  readonly subjects: readonly string[];
  /** Servers that keep a copy. Default 1. */
  readonly replicas?: number;
  /** `log` keeps messages until a limit, `queue` until they are acknowledged. */
  readonly retention?: 'log' | 'queue';
  /** What happens at a limit: `oldest` goes, or `newest` is refused. Default `oldest`. */
  readonly overflow?: 'oldest' | 'newest';
  readonly maxMessages?: number;
  /** Of each subject, where the stream holds several; with `overflow: 'newest'` each is refused for itself. */
  readonly maxPerSubject?: number;
  readonly maxBytes?: number;
  readonly maxAgeMs?: number;
  /** Messages with the same id within this time are one. Default 120,000. */
  readonly duplicateWindowMs?: number;
  /** Nobody may delete single messages or purge: for the block log. */
  readonly appendOnly?: boolean;
}

const NANOS_PER_MS = 1_000_000;
const MAX_REPLICAS = 5;

/**
 * Makes a stream, or brings an existing one's limits up to date. A cluster that is still electing is waited for.
 *
 * @param ms milliseconds for all attempts together
 */
export async function ensureStream(bus: Bus, options: StreamOptions, ms = 15_000): Promise<StreamInfo> {
  const { name, replicas = 1 } = options;
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name))
    throw refusal('INVALID_ARGUMENT', 'stream', 'letters, digits, _ and -', name);
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > MAX_REPLICAS) {
    throw refusal('INVALID_ARGUMENT', 'replicas', `1 to ${MAX_REPLICAS}`, replicas);
  }
  const end = bus.clock.monotonic() + ms;
  for (;;) {
    try {
      return await addOrUpdate(bus, options);
    } catch (error) {
      const mapped = busError(error, `stream ${name}`);
      const mayPass = hasCode(mapped, 'UNAVAILABLE', 'DEADLINE_EXCEEDED');
      if (!mayPass || bus.state === 'closed' || bus.clock.monotonic() >= end) throw mapped;
      await sleep(bus.clock, 100);
    }
  }
}

async function addOrUpdate(bus: Bus, options: StreamOptions): Promise<StreamInfo> {
  const changeable = {
    subjects: [...options.subjects],
    num_replicas: options.replicas ?? 1,
    max_msgs: options.maxMessages ?? -1,
    max_msgs_per_subject: options.maxPerSubject ?? -1,
    discard_new_per_subject: options.maxPerSubject !== undefined && options.overflow === 'newest',
    max_bytes: options.maxBytes ?? -1,
    max_age: (options.maxAgeMs ?? 0) * NANOS_PER_MS,
    duplicate_window: (options.duplicateWindowMs ?? 120_000) * NANOS_PER_MS,
    discard: options.overflow === 'newest' ? DiscardPolicy.New : DiscardPolicy.Old,
    deny_delete: options.appendOnly ?? false,
    deny_purge: options.appendOnly ?? false,
  };
  try {
    return await bus.manager.streams.add({
      ...changeable,
      name: options.name,
      storage: StorageType.File,
      retention: options.retention === 'queue' ? RetentionPolicy.Workqueue : RetentionPolicy.Limits,
    });
  } catch (error) {
    // 10058: it exists with other settings.
    if (!(error instanceof JetStreamApiError) || error.code !== 10058) throw error;
    return await bus.manager.streams.update(options.name, changeable);
  }
}
