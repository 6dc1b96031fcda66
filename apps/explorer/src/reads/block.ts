import type { Hex } from '@yumanet/chain-client';
import type { Block } from '../api.js';
import { describeBlock } from '../chain/describe-block.js';
import type { ExplorerParts } from './explorer-parts.js';

/** A final block. @throws ServiceError BLOCK_UNKNOWN. */
export async function readBlock({ chain }: ExplorerParts, ref: number | Hex): Promise<Block> {
  const { block, summary } = await chain.block(ref);
  const runtime = await chain.runtime();
  return chain.kept(`described ${block.hash}`, () => Promise.resolve(describeBlock(runtime, block, summary)));
}
