import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import type { Topic } from '@yumanet/service-kit';

/** Where the final blocks of a network are published. */
export function blockTopic(network: string): Topic<BlockFinalized> {
  const { blockFinalized, chainStream, blockBucket } = subjectsOf(network);
  return { subject: blockFinalized, stream: chainStream, type: BlockFinalized, objectBucket: blockBucket };
}

/** `<genesis hash, hex>-<number>`: the same block published twice is stored once. */
export function blockMessageId(genesis: Uint8Array, number: number): string {
  return `${Buffer.from(genesis).toString('hex')}-${number}`;
}
