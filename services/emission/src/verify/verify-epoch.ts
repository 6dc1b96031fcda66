import { inputOf, snapshotCodec, snapshotDigest, type EpochSnapshotValue } from '@yumanet/subtensor';
import { messageOf } from '@yumanet/service-kit';
import type { EpochOutput2024, YumaEngine } from '@yumanet/yuma-core';
import type { UnverifiableCode } from '../errors.js';
import { compareEpoch, type EpochDifference } from './compare-epoch.js';
import type { StoredEpoch } from './stored-epoch.js';

/** An epoch as its block names it; digest and hash are hex without 0x. */
export interface EpochName {
  readonly netuid: number;
  readonly block: number;
  readonly snapshotDigest: string;
}

export type Verification =
  | {
      readonly kind: 'compared';
      readonly snapshot: EpochSnapshotValue;
      readonly output: EpochOutput2024;
      /** undefined: equal. */
      readonly difference: EpochDifference | undefined;
    }
  | { readonly kind: 'unverifiable'; readonly code: UnverifiableCode; readonly detail: string };

const unverifiable = (code: UnverifiableCode, detail: string): Verification => ({
  kind: 'unverifiable',
  code,
  detail,
});

/**
 * Recomputes an epoch from its input alone, and compares. Nothing that the chain computed goes into the computation.
 *
 * @param encoded the snapshot as `EpochSnapshot` in SCALE.
 */
export function verifyEpoch(
  name: EpochName,
  encoded: Uint8Array,
  stored: StoredEpoch,
  yuma: YumaEngine,
): Verification {
  const digest = snapshotDigest(encoded);
  if (digest !== name.snapshotDigest)
    return unverifiable('SNAPSHOT_DIGEST', `expected ${name.snapshotDigest}, got ${digest}`);
  let snapshot: EpochSnapshotValue;
  try {
    snapshot = snapshotCodec().decode(encoded);
  } catch (error) {
    return unverifiable('SNAPSHOT_INVALID', messageOf(error));
  }
  if (snapshot.netuid !== name.netuid || snapshot.block !== name.block) {
    const got = `netuid=${snapshot.netuid} block=${snapshot.block}`;
    return unverifiable('SNAPSHOT_INVALID', `expected netuid=${name.netuid} block=${name.block}, got ${got}`);
  }
  try {
    const output = yuma.runEpoch(inputOf(snapshot));
    return { kind: 'compared', snapshot, output, difference: compareEpoch(snapshot, output, stored) };
  } catch (error) {
    return unverifiable('EPOCH_REFUSED', messageOf(error));
  }
}
