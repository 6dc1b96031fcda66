import type { Hex } from '@yumanet/chain-client';
import type { Extrinsic } from '../api.js';
import { describeExtrinsic } from '../chain/describe-block.js';
import { explorerError } from '../errors.js';
import type { ExplorerParts } from './explorer-parts.js';

/** An extrinsic by its place, or by its hash where it is recent. @throws ServiceError BLOCK_UNKNOWN, EXTRINSIC_UNKNOWN. */
export async function readExtrinsic(
  { chain }: ExplorerParts,
  ref: Hex | { readonly block: number; readonly index: number },
): Promise<Extrinsic> {
  const found =
    typeof ref === 'string'
      ? chain.recent.extrinsic(ref)
      : { recent: await chain.block(ref.block), index: ref.index };
  const bytes = found?.recent.block.extrinsics[found.index];
  if (found === undefined || bytes === undefined) {
    const name = typeof ref === 'string' ? ref : `${ref.block}-${ref.index}`;
    throw explorerError('EXTRINSIC_UNKNOWN', `extrinsic ${name}: expected one of a final block, got none`);
  }
  const { block, summary } = found.recent;
  return describeExtrinsic(await chain.runtime(), block, summary, found.index);
}
