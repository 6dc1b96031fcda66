import { Void, addWeight, defineCall, ensureNone, ensureSigned, weight, type Origin } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { EquivocationProof } from '../types.js';

/** Upstream's default weights for a set of 100 voters (the least) and 20 nominators each. */
const WEIGHT = addWeight(
  weight(35_000_000 + 17_500_000 + 95_000_000 + 110_000_000 + 500_000_000),
  db(5 + 14 + 3 * 20 + 2, 10 + 3 * 20),
);

/**
 * Reports a voter that voted twice. Its key owner proof is a type without values (this runtime has no sessions), so
 * no such call can be encoded or decoded, and the body never runs.
 */
const report = (index: number, name: string, origin: (origin: Origin) => void) =>
  defineCall({
    index,
    name,
    args: { equivocation_proof: EquivocationProof, key_owner_proof: Void },
    origin,
    weight: WEIGHT,
    run: () => ({ paysFee: 'No' }),
  });

export const reportEquivocation = report(0, 'report_equivocation', (origin) => {
  ensureSigned(origin);
});

export const reportEquivocationUnsigned = report(1, 'report_equivocation_unsigned', ensureNone);
