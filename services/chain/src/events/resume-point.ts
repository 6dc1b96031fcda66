import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { errorsOf, hasCode, type ErrorTable } from '@yumanet/service-kit/core';
import { ensureStream, readMessage, type Bus, type Topic } from '@yumanet/service-kit/nats';
import { equalBytes, toHex } from '../bytes.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { chainStreamOf } from './block-topic.js';

export const PUBLISH_ERRORS = {
  STREAM_FOREIGN: {
    status: 'FAILED_PRECONDITION',
    means: 'The stream holds blocks that this chain does not have: another chain publishes under this name.',
  },
} as const satisfies ErrorTable;

const publishError = errorsOf(PUBLISH_ERRORS);

export interface ResumeOptions {
  readonly chain: { readonly store: ChainStore };
  readonly bus: Bus;
  readonly topic: Topic<BlockFinalized>;
  readonly replicas: number;
  readonly maxBlocks?: number | undefined;
}

/**
 * Makes the stream if there is none, and asks it how far it is. Block `n` is message `n + 1`, so the last sequence is also
 * the number of the next block to publish.
 *
 * @returns the stream's last sequence.
 * @throws ServiceError STREAM_FOREIGN when its last message is not that block of this chain; the bus's own.
 */
export async function resumePoint({
  bus,
  topic,
  chain: { store },
  ...limits
}: ResumeOptions): Promise<number> {
  // One attempt: who calls tries again, with a pause that ends when the node stops.
  const { state } = await ensureStream(bus, chainStreamOf(topic, limits), 0);
  const sequence = state.last_seq;
  // Emptied by an operator: the count goes on.
  if (state.messages === 0) return sequence;
  const last = await lastMessage(bus, topic, sequence);
  const problem = last === undefined ? 'something that is no block' : foreign(last, sequence - 1, store);
  if (problem === undefined) return sequence;
  throw publishError(
    'STREAM_FOREIGN',
    `stream ${topic.stream}: expected block ${sequence - 1} of this chain as its last message, got ${problem}`,
    { stream: topic.stream, sequence },
  );
}

async function lastMessage(
  bus: Bus,
  topic: Topic<BlockFinalized>,
  sequence: number,
): Promise<BlockFinalized | undefined> {
  try {
    return (await readMessage(bus, topic, sequence))?.message;
  } catch (error) {
    if (hasCode(error, 'BAD_MESSAGE')) return undefined;
    throw error;
  }
}

/** What a message is if not final block `number` of this chain; undefined if it is. */
function foreign(
  { genesisHash, block }: BlockFinalized,
  number: number,
  store: ChainStore,
): string | undefined {
  if (!equalBytes(genesisHash, store.hashOf(0)!))
    return `one of the chain with genesis 0x${toHex(genesisHash)}`;
  const header = block?.header;
  if (header === undefined) return 'one without a header';
  if (header.number !== BigInt(number)) return `block ${header.number}`;
  if (number > store.finalised) return `it, but block ${store.finalised} is this chain’s last final one`;
  if (!equalBytes(header.hash, store.hashOf(number)!))
    return `another block of that height, 0x${toHex(header.hash)}`;
  return undefined;
}
