import { failure, type OriginCaller } from '@yumanet/frame';

const isRoot = ({ type, value }: OriginCaller): boolean => type === 'system' && value.type === 'Root';

/** Share of yes votes of a Triumvirate motion, or undefined for any other origin. */
function votes({ type, value }: OriginCaller): readonly [yes: number, count: number] | undefined {
  if (type !== 'Triumvirate' || value.type !== 'Members') return undefined;
  return value.value as readonly [number, number];
}

const isEqual = (a: OriginCaller, b: OriginCaller): boolean =>
  a.type === b.type && a.value.type === b.value.type && JSON.stringify(a.value) === JSON.stringify(b.value);

/**
 * Throws BadOrigin unless `left` is the same origin as `right`, root, or a motion with at least its share of votes.
 * Upstream: OriginPrivilegeCmp of runtime/src/lib.rs.
 */
export function ensurePrivilege(left: OriginCaller, right: OriginCaller): void {
  if (isRoot(left) || isEqual(left, right)) return;
  const [mine, theirs] = [votes(left), votes(right)];
  if (mine !== undefined && theirs !== undefined && mine[0] * theirs[1] >= theirs[0] * mine[1]) return;
  throw failure('BadOrigin');
}
