import { kitError } from '@yumanet/service-kit';
import { clientError } from '../errors.js';
import type { ChainSource, Head } from '../source.js';

export interface EraBounds {
  /** Blocks the signature stays valid; 0: for ever. */
  readonly eraBlocks: number;
  /** The last block that may hold it; undefined: as many blocks as the era has. */
  readonly lastBlock: number | undefined;
}

/**
 * The block from which a signature is valid: the newest final one, or, where its era would outlast `lastBlock`, one so much
 * earlier. Eras have at least four blocks; one that begins in the past may end sooner.
 *
 * @throws ServiceError EXTRINSIC_LOST where `lastBlock` is final already.
 */
export async function birthOf(
  source: Pick<ChainSource, 'head' | 'finalizedBlocks'>,
  { eraBlocks, lastBlock }: EraBounds,
  signal: AbortSignal,
): Promise<Head> {
  const final = await source.head('finalized');
  if (lastBlock === undefined || eraBlocks === 0) return final;
  if (final.number >= lastBlock)
    throw clientError(
      'EXTRINSIC_LOST',
      `signing: expected a block up to ${lastBlock} to be still to come, got ${final.number} as the newest final one`,
      { why: 'era' },
    );
  const birth = Math.max(0, lastBlock + 1 - eraBlocks);
  if (birth >= final.number) return final;
  for await (const { number, hash } of source.finalizedBlocks(birth, signal)) return { number, hash };
  throw kitError('CANCELLED', `signing: expected block ${birth}, got an end of the wait`);
}
