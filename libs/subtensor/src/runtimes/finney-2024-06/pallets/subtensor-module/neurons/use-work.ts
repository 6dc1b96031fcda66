import { panic, toHex, type AccountId, type Context } from '@yumanet/frame';
import { BlockHash } from '../../system/storage.js';
import { currentBlock } from '../block.js';
import { createSealHash, hashMeetsDifficulty } from '../checks/proof-of-work.js';
import { ensure } from '../errors.js';
import { UsedWork } from '../storage/registration.js';

/** Work counts for this many blocks, the block it names included. */
const WORK_LIFETIME = 3n;
const SEAL_LENGTH = 32;

export interface Work {
  readonly block_number: bigint;
  readonly nonce: bigint;
  /** The seal: 32 bytes. */
  readonly work: Uint8Array;
  /** Who did the work: it is bound to this account. */
  readonly account: AccountId;
}

/** Ensures that the work is recent, meets the difficulty and is the seal of its nonce, and notes it as used. */
export function useWork(
  ctx: Context,
  difficulty: bigint,
  { block_number, nonce, work, account }: Work,
): void {
  const block = currentBlock(ctx);
  ensure(block_number <= block && block - block_number < WORK_LIFETIME, 'InvalidWorkBlock');
  // Upstream's H256::from_slice panics here: the extrinsic makes its block invalid, so no author includes it.
  if (work.length !== SEAL_LENGTH) throw panic(`work: expected ${SEAL_LENGTH} bytes, got ${work.length}`);
  ensure(hashMeetsDifficulty(work, difficulty), 'InvalidDifficulty');
  const blockHash = BlockHash.get(ctx, Number(block_number));
  ensure(toHex(createSealHash(blockHash, nonce, account)) === toHex(work), 'InvalidSeal');
  UsedWork.put(ctx, work, block);
}
