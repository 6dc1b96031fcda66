import { inputOf, snapshotCodec, snapshotDigest, type EpochSnapshotValue } from '@yumanet/subtensor';
import { createYuma, rowOf } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import type { StoredEpoch } from './stored-epoch.js';
import { verifyEpoch, type EpochName } from './verify-epoch.js';

const yuma = createYuma({ backend: 'reference' });
const hotkey = (uid: number): string => String(uid + 10).repeat(32);

/** Two validators and two miners; paid in the order of Keys, which is not that of uids. */
const SNAPSHOT: EpochSnapshotValue = {
  version: 1,
  netuid: 1,
  block: 60,
  parent_hash: '00'.repeat(32),
  hotkeys: [2, 0, 3, 1].map((uid) => [uid, hotkey(uid)]),
  rao_emission: 1_000_000_007n,
  activity_cutoff: 5_000n,
  last_update: [50n, 51n, 0n, 0n],
  block_at_registration: [1n, 2n, 3n, 4n],
  stake: [2_000n, 1_000n, 5n, 0n],
  validator_permit: [true, true, false, false],
  max_allowed_validators: 64,
  kappa: 32_767,
  bonds_moving_average: 900_000n,
  weights: [
    [
      [2, 65_535],
      [3, 30_000],
    ],
    [
      [2, 65_535],
      [3, 10_000],
    ],
    [],
    [],
  ],
  bonds: [[], [], [], []],
};

/** What an honest chain stores. */
function storedBy(snapshot: EpochSnapshotValue): StoredEpoch {
  const output = yuma.runEpoch(inputOf(snapshot));
  return {
    n: output.n,
    hotkeys: [0, 1, 2, 3].map(hotkey),
    active: Array.from(output.active, Boolean),
    rank: [...output.rank],
    trust: [...output.trust],
    consensus: [...output.consensus],
    incentive: [...output.incentive],
    dividends: [...output.dividends],
    pruningScores: [...output.pruningScores],
    validatorTrust: [...output.validatorTrust],
    validatorPermit: Array.from(output.newValidatorPermit, Boolean),
    emissionRao: [...output.emissionRao],
    bonds: Array.from({ length: output.n }, (_, uid) => {
      const row = rowOf(output.bonds, uid);
      return Array.from({ length: row.length / 2 }, (_pair, k) => [row[2 * k]!, row[2 * k + 1]!] as const);
    }),
    loadedEmission: snapshot.hotkeys.map(([uid, key]) => [
      key,
      output.serverEmissionRao[uid]!,
      output.validatorEmissionRao[uid]!,
    ]),
  };
}

const encoded = snapshotCodec().encode(SNAPSHOT);
const NAME: EpochName = { netuid: 1, block: 60, snapshotDigest: snapshotDigest(encoded) };
const honest = storedBy(SNAPSHOT);
const verify = (stored: Partial<StoredEpoch> = {}, name: Partial<EpochName> = {}, bytes = encoded) =>
  verifyEpoch({ ...NAME, ...name }, bytes, { ...honest, ...stored }, yuma);

describe('an epoch recomputed', () => {
  it('is equal to what an honest chain stored, on every backend', () => {
    expect(verify()).toMatchObject({ kind: 'compared', difference: undefined });
    const wasm = createYuma({ backend: 'wasm' });
    expect(verifyEpoch(NAME, encoded, honest, wasm)).toMatchObject({ difference: undefined });
    wasm.dispose();
  });

  it.each([
    ['active', 'active'],
    ['rank', 'rank'],
    ['trust', 'trust'],
    ['consensus', 'consensus'],
    ['incentive', 'incentive'],
    ['dividends', 'dividends'],
    ['pruningScores', 'pruningScores'],
    ['validatorTrust', 'validatorTrust'],
    ['validatorPermit', 'newValidatorPermit'],
    ['emissionRao', 'emissionRao'],
  ] as const)('a false %s is named with its uid', (item, field) => {
    const vector = [...honest[item]] as (number | bigint | boolean)[];
    const was = vector[2]!;
    vector[2] = typeof was === 'bigint' ? was + 1n : typeof was === 'number' ? was ^ 1 : !was;
    expect(verify({ [item]: vector })).toMatchObject({
      difference: { field, uid: 2, expected: String(was), got: String(vector[2]) },
    });
  });

  it('a false bond, a vector that is too short or too long', () => {
    const bonds = honest.bonds.map((row, uid) => (uid === 1 ? [] : row));
    expect(verify({ bonds })).toMatchObject({ difference: { field: 'bonds', uid: 1, got: '' } });
    const incentive = honest.incentive.slice(0, 3);
    expect(verify({ incentive })).toMatchObject({ difference: { field: 'incentive', uid: 3, got: 'none' } });
    expect(verify({ dividends: [...honest.dividends, 0] })).toMatchObject({
      difference: { field: 'dividends', expected: '4 values', got: '5 values' },
    });
  });

  it('neurons that came in the same block, after the epoch, are none of its business', () => {
    const { incentive, dividends } = honest;
    const vectors = Object.fromEntries(
      Object.entries(honest)
        .filter(
          ([name, value]) => Array.isArray(value) && !['bonds', 'hotkeys', 'loadedEmission'].includes(name),
        )
        .map(([name, value]) => [name, [...(value as unknown[]), 0]]),
    );
    const grown = { ...vectors, n: 5, emissionRao: [...honest.emissionRao, 0n] };
    expect(verify(grown)).toMatchObject({ difference: undefined });
    const false2 = {
      ...grown,
      incentive: [...incentive.map((value, uid) => (uid === 2 ? value ^ 1 : value)), 0],
    };
    expect(verify(false2)).toMatchObject({ difference: { field: 'incentive', uid: 2 } });
    const hotkeys = honest.hotkeys.map((key, uid) => (uid === 2 ? hotkey(9) : key));
    const reset = { hotkeys, dividends: dividends.map((value, uid) => (uid === 2 ? value ^ 1 : value)) };
    expect(verify(reset)).toMatchObject({ difference: undefined });
  });

  it('a payment of one rao too much, to somebody else, or not at all', () => {
    const paid = honest.loadedEmission!;
    const more = paid.map(
      ([key, server, validator], i) => [key, i === 2 ? server + 1n : server, validator] as const,
    );
    // The third to be paid is uid 3.
    expect(verify({ loadedEmission: more })).toMatchObject({
      difference: { field: 'serverEmissionRao', uid: 3 },
    });
    const other = paid.map(([key, ...rest], i) => [i === 0 ? hotkey(9) : key, ...rest] as const);
    expect(verify({ loadedEmission: other })).toMatchObject({ difference: { field: 'paidHotkey', uid: 2 } });
    expect(verify({ loadedEmission: undefined })).toMatchObject({
      difference: { field: 'loadedEmission', expected: '4 payments', got: 'none' },
    });
  });
});

describe('an epoch that cannot be verified', () => {
  it('a snapshot that is not the one the block names', () => {
    expect(verify({}, { snapshotDigest: 'ab'.repeat(32) })).toMatchObject({ code: 'SNAPSHOT_DIGEST' });
  });

  it('bytes that are none, and the snapshot of another epoch', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(verify({}, { snapshotDigest: snapshotDigest(bytes) }, bytes)).toMatchObject({
      code: 'SNAPSHOT_INVALID',
    });
    expect(verify({}, { block: 61 })).toMatchObject({ code: 'SNAPSHOT_INVALID' });
  });

  it('an input that Yuma refuses', () => {
    const bytes = snapshotCodec().encode({ ...SNAPSHOT, block_at_registration: [1n] });
    expect(verify({}, { snapshotDigest: snapshotDigest(bytes) }, bytes)).toMatchObject({
      code: 'EPOCH_REFUSED',
    });
  });
});
