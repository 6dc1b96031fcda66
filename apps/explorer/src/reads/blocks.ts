import type { Blocks } from '../api.js';
import type { ExplorerParts } from './explorer-parts.js';

/** Blocks asked of the chain at once. */
const AT_ONCE = 16;

/** A page of blocks, newest first. @param before the first height that is not wanted any more; undefined: from the head on. */
export async function readBlocks(
  { chain }: ExplorerParts,
  before: number | undefined,
  limit: number,
): Promise<Blocks> {
  const head = chain.head();
  const top = Math.min(head.number, (before ?? head.number + 1) - 1);
  const heights = Array.from({ length: Math.max(0, Math.min(limit, top + 1)) }, (_, k) => top - k);
  const blocks = [];
  for (let from = 0; from < heights.length; from += AT_ONCE) {
    const found = await Promise.all(heights.slice(from, from + AT_ONCE).map((height) => chain.block(height)));
    blocks.push(...found.map(({ summary }) => summary));
  }
  return { head, blocks };
}
