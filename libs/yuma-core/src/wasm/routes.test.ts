/** Each path on its own: forced, and chosen for each reason that the rule knows. */
import { describe, expect, it } from 'vitest';
import { packRows } from '../epoch/sparse-rows.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import { firstDifference } from '../fuzz/compare-outputs.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { syntheticEpoch, VARIANTS } from '../bench/synthetic-epoch.js';
import { Reason, Route, Slot } from '../generated/slots.js';
import type { EpochInput } from '../types.js';
import { Abi } from './abi.js';
import { compile, instantiate } from './instantiate.js';

const abi = new Abi(instantiate(compile()));

describe('forced paths', () => {
  it.each(['general', 'dense', 'packed'] as const)(
    '%s equals the others on random epochs',
    { timeout: 120_000 },
    (name) => {
      const forced = new Abi(instantiate(compile()), false, Route[name]);
      let taken = 0;
      for (let seed = 1; seed <= 800; seed++) {
        const input = randomEpoch(seed);
        const expected = abi.runEpoch(input);
        const output = forced.runEpoch(input);
        if (expected === null || output === null) {
          expect(output).toBe(expected);
          continue;
        }
        expect(firstDifference(expected, output), `seed ${seed}`).toBeNull();
        if (forced.slot(Slot.routeTaken) === (Route[name] as number)) taken++;
      }
      expect(taken).toBeGreaterThan(200);
    },
  );
});

describe('the rule', () => {
  it('takes the dense path for a full matrix and the packed one for a sparse matrix', () => {
    abi.runEpoch(syntheticEpoch({ n: 64, v: 16, density: 1, variant: 'yuma2' }));
    expect(Route[abi.slot(Slot.routeTaken)]).toBe('dense');
    abi.runEpoch(syntheticEpoch({ n: 64, v: 16, density: 0.1, variant: 'yuma2' }));
    expect(Route[abi.slot(Slot.routeTaken)]).toBe('packed');
  });

  it(
    'knows no reason that random epochs do not reach, but for what is too large to be random',
    { timeout: 120_000 },
    () => {
      const seen = new Set<string>();
      for (let seed = 1; seed <= 2500; seed++) {
        if (abi.runEpoch(randomEpoch(seed)) !== null) seen.add(Reason[abi.slot(Slot.reason)]!);
      }
      const all = Object.keys(Reason).filter((key) => Number.isNaN(Number(key)));
      const rare = ['forced', 'wholeStake', 'rowSum', 'unsortedSparse', 'memory'];
      expect(all.filter((reason) => !seen.has(reason) && !rare.includes(reason))).toEqual([]);
    },
  );
});

describe('sizes and shapes', () => {
  it.each(VARIANTS)('%s at n = 256, dense and sparse, equals the reference', (variant) => {
    for (const density of [1, 0.2]) {
      const input = syntheticEpoch({ n: 256, v: 48, density, variant });
      expect(firstDifference(runEpochReference<EpochInput>(input), abi.runEpoch(input)!)).toBeNull();
    }
  });

  it('a row whose sum wraps (n > 32,768), and the largest n', () => {
    const n = 65_535;
    const base = syntheticEpoch({ n: 2, v: 2, density: 1, variant: 'yuma2' });
    if (base.ruleset !== '2026') throw new Error('unreachable');
    const row = Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? k / 2 : 65_535));
    const stakeI64F64 = new BigUint64Array(2 * n);
    stakeI64F64.set([0n, 5n, 0n, 7n]);
    const input: EpochInput = {
      ...base,
      n,
      lastUpdate: new BigUint64Array(n).fill(base.currentBlock),
      blockAtRegistration: new BigUint64Array(n),
      validatorPermit: new Uint8Array(n).fill(1, 0, 2),
      commitBlocks: new BigUint64Array(n).fill((1n << 64n) - 1n),
      stakeI64F64,
      weights: packRows(Array.from({ length: n }, (_, i) => (i < 2 ? row : []))),
      bonds: packRows(Array.from({ length: n }, () => [])),
    };
    const output = abi.runEpoch(input)!;
    expect(Reason[abi.slot(Slot.reason)]).toBe('rowSum');
    // 65,534 weights of 65,535 add up to a negative I32F32: the row stays as it is, 65,535.0 in every column.
    expect(output.raw.consensus[5]).toBe(65_535n << 32n);
  });
});
