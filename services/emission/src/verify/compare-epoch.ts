import { rowOf, type EpochOutput2024 } from '@yumanet/yuma-core';
import type { EpochSnapshotValue } from '@yumanet/subtensor';
import type { StoredEpoch } from './stored-epoch.js';

/** The first number that is not the same. */
export interface EpochDifference {
  readonly field: string;
  /** undefined where it is of no uid: lengths, the order of payment. */
  readonly uid: number | undefined;
  readonly expected: string;
  readonly got: string;
}

type Value = number | bigint | boolean | string;

/** Which vector of the recomputed epoch stands for which stored one, in the order of the epoch's steps. */
const VECTORS = [
  ['active', 'active'],
  ['newValidatorPermit', 'validatorPermit'],
  ['rank', 'rank'],
  ['trust', 'trust'],
  ['consensus', 'consensus'],
  ['validatorTrust', 'validatorTrust'],
  ['incentive', 'incentive'],
  ['dividends', 'dividends'],
  ['emissionRao', 'emissionRao'],
  ['pruningScores', 'pruningScores'],
] as const;

/**
 * Compares an epoch as recomputed with what the chain stored and is about to pay. What is read is the state after the
 * block's extrinsics: neurons that they added, or put in another's place, say nothing of the epoch.
 *
 * @returns the first difference, in the order of the epoch's steps and then of uids; undefined: equal.
 */
export function compareEpoch(
  snapshot: EpochSnapshotValue,
  output: EpochOutput2024,
  stored: StoredEpoch,
): EpochDifference | undefined {
  const replaced = new Set(
    snapshot.hotkeys.filter(([uid, hotkey]) => stored.hotkeys[uid] !== hotkey).map(([uid]) => uid),
  );
  const ofEpoch = <T extends Value>(vector: readonly T[], own: readonly Value[]): readonly Value[] =>
    vector.length === stored.n
      ? vector.slice(0, output.n).map((value, uid) => (replaced.has(uid) ? own[uid]! : value))
      : vector;
  for (const [field, item] of VECTORS) {
    const expected = [...plain(output[field], stored[item])];
    const found = firstDifference(field, expected, ofEpoch<Value>(stored[item], expected));
    if (found) return found;
  }
  return compareBonds(output, stored, replaced) ?? comparePayment(snapshot, output, stored);
}

/** The recomputed vector with its flags as the chain writes them. */
function* plain(vector: Iterable<number | bigint>, like: readonly Value[]): Generator<Value> {
  const flags = typeof like[0] === 'boolean';
  for (const value of vector) yield flags ? value === 1 : value;
}

function compareBonds(
  output: EpochOutput2024,
  stored: StoredEpoch,
  replaced: ReadonlySet<number>,
): EpochDifference | undefined {
  const expected = Array.from({ length: output.n }, (_, uid) => rowOf(output.bonds, uid).join(' '));
  return firstDifference(
    'bonds',
    expected,
    stored.bonds.map((row, uid) => (replaced.has(uid) ? (expected[uid] ?? '') : row.flat().join(' '))),
  );
}

/** What is paid in the next block: to each hotkey in the order of Keys, or to nobody if it is more than there is. */
function comparePayment(
  snapshot: EpochSnapshotValue,
  output: EpochOutput2024,
  stored: StoredEpoch,
): EpochDifference | undefined {
  const due = paymentOf(snapshot, output);
  const got = stored.loadedEmission;
  if (due === undefined || got === undefined) {
    const word = (list: typeof got) => (list === undefined ? 'none' : `${list.length} payments`);
    if (due === got) return undefined;
    return { field: 'loadedEmission', uid: undefined, expected: word(due), got: word(got) };
  }
  const uids = snapshot.hotkeys.map(([uid]) => uid);
  const column = (k: 0 | 1 | 2, list: typeof due) => list.map((each) => each[k]);
  return (
    firstDifference('paidHotkey', column(0, due), column(0, got), uids) ??
    firstDifference('serverEmissionRao', column(1, due), column(1, got), uids) ??
    firstDifference('validatorEmissionRao', column(2, due), column(2, got), uids)
  );
}

/** Who gets what by this epoch. As upstream: an epoch that gives more than it got gives nothing. */
function paymentOf(snapshot: EpochSnapshotValue, output: EpochOutput2024): StoredEpoch['loadedEmission'] {
  const due = snapshot.hotkeys.map(
    ([uid, hotkey]) =>
      [hotkey, output.serverEmissionRao[uid] ?? 0n, output.validatorEmissionRao[uid] ?? 0n] as const,
  );
  const sum = due.reduce((total, [, server, validator]) => total + server + validator, 0n);
  return sum > snapshot.rao_emission ? undefined : due;
}

function firstDifference(
  field: string,
  expected: readonly Value[],
  got: readonly Value[],
  uids?: readonly number[],
): EpochDifference | undefined {
  const at = expected.findIndex((value, i) => value !== got[i]);
  if (at >= 0) {
    const uid = uids ? uids[at] : at;
    return { field, uid, expected: String(expected[at]), got: at < got.length ? String(got[at]) : 'none' };
  }
  if (expected.length === got.length) return undefined;
  return { field, uid: undefined, expected: `${expected.length} values`, got: `${got.length} values` };
}
