/**
 * What registering a subnet locks: twice the last lock, falling linearly; back at the last lock after one interval,
 * at the minimum after two at the latest. Before the first registration the factor is 1 but the fall already runs
 * from block 0. The division by the interval comes first, so a last lock below `interval` rao never falls.
 * Source: subtensor `root.rs` get_network_lock_cost at abe7a8a67.
 */
import { YumaError } from '../errors.js';

const U64_MAX = (1n << 64n) - 1n;

export interface LockCostInput {
  readonly lastLockRao: bigint;
  readonly minLockRao: bigint;
  /** NetworkLastRegistered; 0 = none yet. */
  readonly lastLockBlock: bigint;
  readonly currentBlock: bigint;
  /** NetworkLockReductionInterval in blocks; 0 would stop the chain. */
  readonly reductionInterval: bigint;
}

/** Rao to lock. */
export function networkLockCost(input: LockCostInput): bigint {
  const { lastLockRao, minLockRao, lastLockBlock, currentBlock, reductionInterval } = input;
  if (reductionInterval === 0n) {
    throw new YumaError('ARITHMETIC', 'lock reduction interval: expected more than 0 blocks, got 0');
  }
  const elapsed = currentBlock > lastLockBlock ? currentBlock - lastLockBlock : 0n;
  const start = atMostU64(lastLockRao * (lastLockBlock === 0n ? 1n : 2n));
  const fallen = atMostU64((lastLockRao / reductionInterval) * elapsed);
  const cost = start > fallen ? start - fallen : 0n;
  return cost < minLockRao ? minLockRao : cost;
}

function atMostU64(value: bigint): bigint {
  return value > U64_MAX ? U64_MAX : value;
}
