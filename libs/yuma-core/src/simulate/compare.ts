/** Two variants of a scenario side by side: per group, means over seeds and the paired difference. */
import { statistics } from '../map/statistics.js';
import type { GroupSummary } from './recorder.js';

export interface GroupComparison {
  readonly name: string;
  readonly role: string;
  readonly strategy: string;
  /** Dividends per stake of validators, incentive share of miners. */
  readonly a: number;
  readonly b: number;
  /** b / a − 1; null where a is 0. */
  readonly change: number | null;
  /** Standard error of b − a, paired by seed; 0 with one seed. */
  readonly differenceError: number;
}

/** @param a Groups per seed, and `b` of the same seeds. Groups are matched by name; those of only one side are left out. */
export function compareGroups(
  a: readonly (readonly GroupSummary[])[],
  b: readonly (readonly GroupSummary[])[],
): GroupComparison[] {
  return a[0]!.flatMap(({ name, role, strategy }) => {
    const measure = (groups: readonly GroupSummary[]) => {
      const group = groups.find((candidate) => candidate.name === name);
      if (group === undefined) return undefined;
      return role === 'validator' ? group.dividendsPerStake : group.incentiveShare;
    };
    const pairs = a.map((groups, k) => [measure(groups), measure(b[k]!)] as const);
    if (pairs.some(([, right]) => right === undefined)) return [];
    const [left, right] = [0, 1].map((side) => pairs.map((pair) => pair[side]!)) as [number[], number[]];
    const [meanA, meanB] = [statistics(left).mean, statistics(right).mean];
    const differenceError = statistics(right.map((value, k) => value - left[k]!)).se;
    return [
      {
        name,
        role,
        strategy,
        a: meanA,
        b: meanB,
        change: meanA === 0 ? null : meanB / meanA - 1,
        differenceError,
      },
    ];
  });
}
