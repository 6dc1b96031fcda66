// What the benchmarks share: one full subnet, medians, numbers of three digits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotCodec } from '@yumanet/subtensor';

export const UIDS = 256;
export const VALIDATORS = 64;

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
export const round = (value) => Number(value.toPrecision(3));
export const hotkey = (uid) => (uid + 1).toString(16).padStart(64, '0');

/** Milliseconds of each of so many runs, one after the other. */
export async function times(count, work) {
  const ms = [];
  for (let k = 0; k < count; k++) {
    const began = performance.now();
    await work(k);
    ms.push(performance.now() - began);
  }
  return ms;
}

export function tempFolder() {
  const path = mkdtempSync(join(tmpdir(), 'yumanet-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A generator of u16s, the same in every run. */
const numbers = (seed) => () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) >>> 16;

/** The input of an epoch of 256 uids, of whom 64 weigh all others and have bonds to them. */
export function fullSnapshot(block = 1_000) {
  const random = numbers(block);
  const uids = Array.from({ length: UIDS }, (_, uid) => uid);
  const rows = () =>
    uids.map((uid) =>
      uid < VALIDATORS ? uids.slice(VALIDATORS).map((to) => [to, 1 + (random() & 0xfffe)]) : [],
    );
  return {
    version: 1,
    netuid: 1,
    block,
    parent_hash: '00'.repeat(32),
    hotkeys: uids.map((uid) => [uid, hotkey(uid)]),
    rao_emission: 290_000_000_000n,
    activity_cutoff: 5_000n,
    last_update: uids.map(() => BigInt(block - 5)),
    block_at_registration: uids.map(() => 1n),
    stake: uids.map((uid) => (uid < VALIDATORS ? BigInt(1 + (random() % 100_000)) * 1_000_000_000n : 0n)),
    validator_permit: uids.map((uid) => uid < VALIDATORS),
    max_allowed_validators: VALIDATORS,
    kappa: 32_767,
    bonds_moving_average: 900_000n,
    weights: rows(),
    bonds: rows(),
  };
}

export const encodedSnapshot = (block) => Buffer.from(snapshotCodec().encode(fullSnapshot(block)));
