import { packRows, rowOf } from '../src/epoch/sparse-rows.js';
import type { EpochInput, SparseRows } from '../src/types.js';

/** `order[i]` is the old uid of new uid i. */
export function permuteVector<T>(values: readonly T[], order: readonly number[]): T[] {
  return order.map((old) => values[old]!);
}

/** The same subnet with its uids renamed. */
export function permuteInput(input: EpochInput, order: readonly number[]): EpochInput {
  const renamed = new Map(order.map((old, i) => [old, i]));
  const u64s = (values: BigUint64Array) => BigUint64Array.from(permuteVector([...values], order));
  const common = {
    lastUpdate: u64s(input.lastUpdate),
    blockAtRegistration: u64s(input.blockAtRegistration),
    validatorPermit: Uint8Array.from(permuteVector([...input.validatorPermit], order)),
    weights: permuteRows(input.weights, order, renamed),
    bonds: permuteRows(input.bonds, order, renamed),
  };
  if (input.ruleset === '2024') return { ...input, ...common, stake: u64s(input.stake) };
  const limbs = order.flatMap((old) => [input.stakeI64F64[2 * old]!, input.stakeI64F64[2 * old + 1]!]);
  return {
    ...input,
    ...common,
    stakeI64F64: BigUint64Array.from(limbs),
    commitBlocks: u64s(input.commitBlocks),
    ownerUid: input.ownerUid === null ? null : renamed.get(input.ownerUid)!,
  };
}

/** Rows stay sorted by uid, as the chain stores them: liquid alpha reads them in that order. */
function permuteRows(
  rows: SparseRows,
  order: readonly number[],
  renamed: ReadonlyMap<number, number>,
): SparseRows {
  return packRows(
    order.map((old) => {
      const row = rowOf(rows, old);
      const pairs = Array.from({ length: row.length / 2 }, (_, k) => [
        renamed.get(row[2 * k]!)!,
        row[2 * k + 1]!,
      ]);
      return pairs.sort((a, b) => a[0]! - b[0]!).flat();
    }),
  );
}
