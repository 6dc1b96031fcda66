import type { ChainBlock, Head } from '@yumanet/chain-client';

export interface BlockSource {
  readonly source: { head(kind: 'finalized'): Promise<Head> };
  finalizedBlocks(from: number, signal: AbortSignal): AsyncIterable<ChainBlock>;
}

/** Final blocks that may already lie upon the one whose duties are done. */
const BEHIND = 1;
/** With more upon it, it is quicker to begin anew at the head than to fetch what lies between. */
const FAR_BEHIND = 8;

/**
 * Final blocks as they come, without those that are old already: what was due at them is not due now. Whoever is slower than
 * the chain would otherwise fetch old blocks for ever, and never come to one at which something is due.
 */
export async function* newestBlocks(
  client: BlockSource,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<ChainBlock> {
  for (let next: number | undefined = from; next !== undefined && !signal.aborted;) {
    let jump: number | undefined;
    for await (const block of client.finalizedBlocks(next, signal)) {
      // A head that is not answered is the duties' to find out.
      const head = await client.source.head('finalized').catch(() => block);
      const behind = head.number - block.number;
      if (behind > FAR_BEHIND) jump = head.number;
      if (jump !== undefined) break;
      if (behind <= BEHIND) yield block;
    }
    next = jump;
  }
}
