import { topicsOf } from '@yumanet/proto';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import type { Topic } from '@yumanet/service-kit';

/** Where the final blocks of a network are published. */
export function blockTopic(network: string): Topic<BlockFinalized> {
  return topicsOf(network).blockFinalized;
}

/** `<genesis hash, hex>-<number>`: the same block published twice is stored once. */
export function blockMessageId(genesis: Uint8Array, number: number): string {
  return `${Buffer.from(genesis).toString('hex')}-${number}`;
}
