import type { AccountId, Context, SignedCall } from '@yumanet/frame';
import { birth, mortality, type EraValue } from '../../extensions/era.js';
import { commitIntervalStart } from '../subtensor-module/checks/commit-reveal.js';
import { Number_ } from '../system/storage.js';
import { errors } from './errors.js';

/** Two commits that one hotkey signed for one interval, of which a chain can hold only one. */
export interface DoubleCommit {
  readonly netuid: number;
  readonly hotkey: AccountId;
  /** First block of the commit interval. */
  readonly interval: bigint;
}

interface Commit {
  readonly netuid: number;
  readonly commit_hash: string;
}

/**
 * What two extrinsics prove: both are signed by the same hotkey for this chain and still alive, both are
 * `commit_weights` of the same subnet, with the same nonce and different hashes, and both were born in the same commit
 * interval. A validator that sends the same bytes again never signs two such.
 *
 * @throws NotSigned, NoDoubleCommit, NotOneInterval
 */
export function proveDoubleCommit(ctx: Context, first: Uint8Array, second: Uint8Array): DoubleCommit {
  const [a, b] = [readCommit(ctx, first), readCommit(ctx, second)];
  const isDouble =
    a.signed.who === b.signed.who &&
    a.commit.netuid === b.commit.netuid &&
    a.commit.commit_hash !== b.commit.commit_hash &&
    a.signed.extra['CheckNonce'] === b.signed.extra['CheckNonce'];
  if (!isDouble) throw errors.fail('NoDoubleCommit');
  const { netuid } = a.commit;
  const interval = intervalOf(ctx, netuid, a.signed);
  if (interval !== intervalOf(ctx, netuid, b.signed)) throw errors.fail('NotOneInterval');
  return { netuid, hotkey: a.signed.who, interval };
}

function readCommit(ctx: Context, extrinsic: Uint8Array): { signed: SignedCall; commit: Commit } {
  const signed = ctx.readSigned(extrinsic);
  if (signed === undefined) throw errors.fail('NotSigned');
  const { type, value } = signed.call;
  if (type !== 'SubtensorModule' || value.type !== 'commit_weights') throw errors.fail('NoDoubleCommit');
  return { signed, commit: value.value as Commit };
}

function intervalOf(ctx: Context, netuid: number, { extra }: SignedCall): bigint {
  const era = mortality(extra['CheckMortality'] as EraValue);
  if (era === undefined) throw errors.fail('NotOneInterval');
  return commitIntervalStart(ctx, netuid, BigInt(birth(era, Number_.get(ctx))));
}
