import { topicsOf } from '@yumanet/proto';
import type { EpochVerified } from '@yumanet/proto/emission/v1';
import { ensureStream, follow, type Bus, type Topic } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import type { VerdictStore } from './verdict-store.js';

/** Bounds of the stream: a verdict of 256 neurons has some 20 kB. */
const MAX_MESSAGES = 100_000;
const MAX_BYTES = 1024 * 1024 * 1024;

export interface VerdictStream {
  readonly network: string;
  readonly replicas: number;
  /** 32 bytes: the chain that this service follows. */
  readonly genesisHash: Uint8Array;
}

/**
 * Makes the stream of verdicts where there is none, and takes the newest into the store.
 *
 * @throws ServiceError WRONG_CHAIN when the stream holds another chain's.
 */
export async function loadVerdicts(
  bus: Bus,
  { network, replicas, genesisHash }: VerdictStream,
  store: VerdictStore,
  keep: number,
  signal: AbortSignal,
): Promise<Topic<EpochVerified>> {
  const topic = topicsOf(network).epochVerified;
  const { state } = await ensureStream(bus, {
    name: topic.stream,
    subjects: [topic.subject],
    replicas,
    maxMessages: MAX_MESSAGES,
    maxBytes: MAX_BYTES,
  });
  if (state.messages === 0) return topic;
  const from = Math.max(state.first_seq, state.last_seq - keep + 1);
  for await (const { message, sequence } of follow(bus, topic, { from, signal })) {
    checkChain(message.genesisHash, genesisHash, topic.stream);
    if (message.verdict) store.add(message.verdict);
    if (sequence >= state.last_seq) break;
  }
  return topic;
}

/** @throws ServiceError WRONG_CHAIN */
export function checkChain(got: Uint8Array, expected: Uint8Array, where: string): void {
  if (Buffer.compare(got, expected) === 0) return;
  const [a, b] = [expected, got].map((hash) => Buffer.from(hash).toString('hex'));
  throw emissionError('WRONG_CHAIN', `${where}: expected genesis ${a}, got ${b}`, {
    where,
    expected: a ?? '',
    got: b ?? '',
  });
}
