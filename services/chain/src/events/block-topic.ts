import { topicsOf } from '@yumanet/proto';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import type { StreamOptions, Topic } from '@yumanet/service-kit/nats';

/** Where the final blocks of a network are published. */
export function blockTopic(network: string): Topic<BlockFinalized> {
  return topicsOf(network).blockFinalized;
}

/** `<genesis hash, hex>-<number>`: what a block is called where it is too large for a message. */
export function blockMessageId(genesis: Uint8Array, number: number): string {
  return `${Buffer.from(genesis).toString('hex')}-${number}`;
}

/** The stream that keeps them: published for listeners and, in a cluster, the block log itself. */
export function chainStreamOf(
  { stream, subject }: Topic<BlockFinalized>,
  { replicas, maxBlocks }: { readonly replicas: number; readonly maxBlocks?: number | undefined },
): StreamOptions {
  return {
    name: stream,
    subjects: [subject],
    replicas,
    appendOnly: true,
    ...(maxBlocks === undefined ? {} : { maxMessages: maxBlocks }),
  };
}
