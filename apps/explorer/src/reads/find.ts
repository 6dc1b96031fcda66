import type { Hex } from '@yumanet/chain-client';
import { hasCode } from '@yumanet/service-kit';
import { UnitError, formatAccount, parseAccount } from '@yumanet/units';
import type { Found } from '../api.js';
import { explorerError } from '../errors.js';
import type { ExplorerParts } from './explorer-parts.js';

/**
 * Where a text leads: a height, a place `HEIGHT-INDEX`, a hash of a block or of a recent extrinsic, an account.
 *
 * @throws ServiceError NOTHING_FOUND.
 */
export async function find({ chain }: ExplorerParts, text: string): Promise<Found> {
  const word = text.replaceAll(',', '');
  if (/^\d{1,10}$/.test(word) && Number(word) <= chain.head().number)
    return { path: `/blocks/${Number(word)}` };
  if (/^\d{1,10}-\d{1,6}$/.test(word)) return { path: `/extrinsics/${word}` };
  if (/^0x[0-9a-fA-F]{64}$/.test(word)) {
    const hash = word.toLowerCase() as Hex;
    const extrinsic = chain.recent.extrinsic(hash);
    if (extrinsic !== undefined)
      return { path: `/extrinsics/${extrinsic.recent.block.number}-${extrinsic.index}` };
    const block = await chain.block(hash).catch((error: unknown) => {
      if (hasCode(error, 'BLOCK_UNKNOWN')) return undefined;
      throw error;
    });
    if (block !== undefined) return { path: `/blocks/${block.block.number}` };
  }
  const address = accountOf(word);
  if (address !== undefined) return { path: `/accounts/${address}` };
  const got = JSON.stringify(text.slice(0, 80));
  throw explorerError('NOTHING_FOUND', `expected a block, an extrinsic or an account, got ${got}`);
}

function accountOf(text: string): string | undefined {
  try {
    return formatAccount(parseAccount(text));
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}
