import type { RecentBlocks } from '../chain/recent-blocks.js';

export interface Pace {
  /** Issuance per block over the recent blocks, rao; null before there are two. */
  readonly issuedPerBlockRao: bigint | null;
  readonly blockMilliseconds: number | null;
}

/** How fast the chain goes, measured over the recent blocks. */
export function paceOf({ all }: RecentBlocks): Pace {
  const known = all.filter(({ summary }) => summary.issuanceRao !== null && summary.time !== null);
  const [first, last] = [known[0]?.summary, known.at(-1)?.summary];
  if (first === undefined || last === undefined || first.number === last.number)
    return { issuedPerBlockRao: null, blockMilliseconds: null };
  const blocks = last.number - first.number;
  return {
    issuedPerBlockRao: (BigInt(last.issuanceRao!) - BigInt(first.issuanceRao!)) / BigInt(blocks),
    blockMilliseconds: Math.round((last.time! - first.time!) / blocks),
  };
}
