import { randomInt } from 'node:crypto';
import type { WeightRow } from './to-weights.js';

/** Orders of so many entries are more than 2^64. */
const ENOUGH = 21;

/**
 * A row as it is committed. The hash of spec 185 has no salt, so whoever guesses a row would know it before its reveal; the
 * order of the entries means nothing to the chain and is drawn by lot, and a short row gets zeros for everybody else: the
 * order is the salt. Subnets of fewer than 21 neurons have few orders, and hide little.
 *
 * @param uids everybody on the subnet.
 */
export function sealedRow(
  { uids, weights }: WeightRow,
  everybody: readonly number[],
  self: number,
): WeightRow {
  const entries = uids.map((uid, i) => [uid, weights[i] ?? 0] as const);
  const named = new Set(uids);
  const others = entries.length < ENOUGH ? everybody.filter((uid) => !named.has(uid) && uid !== self) : [];
  const sealed = shuffled([...entries, ...others.map((uid) => [uid, 0] as const)]);
  return { uids: sealed.map(([uid]) => uid), weights: sealed.map(([, weight]) => weight) };
}

/** Fisher and Yates, with numbers nobody can foretell. */
function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
