import type { ExtrinsicSummary, Extrinsics } from '../api.js';
import type { ExplorerParts } from './explorer-parts.js';
import { readBlock } from './block.js';

/** Signed extrinsics of the recent blocks, newest first. @param signer only this account's. */
export async function readExtrinsics(
  parts: ExplorerParts,
  limit: number,
  signer?: string,
): Promise<Extrinsics> {
  const { all } = parts.chain.recent;
  const found: ExtrinsicSummary[] = [];
  let from = all[0]?.block.number ?? 0;
  for (const { block, signed } of all.toReversed()) {
    if (signed.size === 0) continue;
    const { list } = await readBlock(parts, block.hash);
    const fits = list.filter(
      (each) => each.signer !== null && (signer === undefined || each.signer === signer),
    );
    found.push(...fits.reverse());
    from = block.number;
    if (found.length >= limit) break;
  }
  if (found.length < limit) from = all[0]?.block.number ?? 0;
  return { extrinsics: found.slice(0, limit), from };
}
