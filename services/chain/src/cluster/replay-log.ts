import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { hasCode } from '@yumanet/service-kit/core';
import { follow, readMessage, type Bus, type Received, type Topic } from '@yumanet/service-kit/nats';
import { ChainError, messageOf } from '../errors.js';
import type { Chain } from '../node/chain.js';
import { checkLogBlock } from './check-log-block.js';

export interface ReplayDependencies {
  readonly chain: Chain;
  readonly bus: Bus;
  readonly topic: Topic<BlockFinalized>;
}

/**
 * Runs every block that comes into the log, from the last final one here on, and checks each state root; ends when the
 * signal aborts.
 *
 * @param onBlock hears after each message whether there are more in the stream that are older than this call.
 * @throws ChainError LOG_FOREIGN, LOG_GAP, BLOCK_INVALID: this node cannot follow; ServiceError of the bus.
 */
export async function followLog(
  { chain, bus, topic }: ReplayDependencies,
  signal: AbortSignal,
  onBlock: (behind: boolean) => void,
): Promise<void> {
  const { first, last } = await streamRange(bus, topic);
  const { finalised } = chain.store;
  onBlock(last > finalised + 1);
  // The last final block again, to see that it is the log's; unless the log forgets exactly up to it.
  const from = first === finalised + 2 ? finalised + 2 : finalised + 1;
  try {
    for await (const received of follow(bus, topic, { from, signal })) {
      await take({ chain, bus }, received);
      onBlock(received.sequence < last);
    }
  } catch (error) {
    if (!hasCode(error, 'STREAM_GAP')) throw error;
    throw new ChainError('LOG_GAP', `${messageOf(error)}: start from a newer backup`, {}, { cause: error });
  }
}

/** Runs what is in the log and not here. @returns the stream's last sequence. */
export async function catchUp({ chain, bus, topic }: ReplayDependencies): Promise<number> {
  const { last } = await streamRange(bus, topic);
  while (chain.store.finalised + 1 < last) {
    const sequence = chain.store.finalised + 2;
    const received = await readMessage(bus, topic, sequence);
    if (received === undefined) {
      const text = `block log: expected message ${sequence} of ${last}, got none: start from a newer backup`;
      throw new ChainError('LOG_GAP', text, { sequence, last });
    }
    await take({ chain, bus }, received);
  }
  return last;
}

async function streamRange(bus: Bus, topic: Topic<BlockFinalized>): Promise<{ first: number; last: number }> {
  const { state } = await bus.request(`stream ${topic.stream}`, () => bus.manager.streams.info(topic.stream));
  return { first: state.first_seq, last: state.last_seq };
}

/** In the trace that the block was made in. */
async function take(
  { chain, bus }: Pick<ReplayDependencies, 'chain' | 'bus'>,
  { message, sequence, context }: Received<BlockFinalized>,
): Promise<void> {
  const block = checkLogBlock(chain.store, message, sequence);
  const { number } = block.header;
  if (number <= chain.store.finalised) return;
  const span = { parent: context, attributes: { 'yumanet.block': number } };
  await bus.tracing.span('import block', span, () => chain.importFinal(block));
}
