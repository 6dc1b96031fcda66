import type { ChainClient, Hex } from '@yumanet/chain-client';

/** Decoded SCALE, as far as it is read here. */
export interface Decoded {
  readonly isTrue: boolean;
  readonly isNone: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toString(): string;
  unwrap(): Decoded;
  [Symbol.iterator](): Iterator<Decoded>;
}

export type ChainReader = Pick<ChainClient, 'queryMulti' | 'source'>;

type Item = readonly [item: string, ...keys: unknown[]];

/** Values of SubtensorModule at one block, in the order of the items. */
export async function readAt(chain: ChainReader, at: Hex, items: readonly Item[]): Promise<Decoded[]> {
  const questions = items.map(([item, ...keys]) => ({ pallet: 'SubtensorModule', item, keys }));
  return (await chain.queryMulti(questions, at)) as unknown as Decoded[];
}
