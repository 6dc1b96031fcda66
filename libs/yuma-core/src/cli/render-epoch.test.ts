import { describe, expect, it } from 'vitest';
import { packRows } from '../epoch/sparse-rows.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import { flags, input2024, input2026, u64s } from '../testing/example-inputs.js';
import { renderEpoch } from './render-epoch.js';

/** The columns of the row of a uid. */
function rowOf(text: string, uid: number): string[] {
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(`${uid} `));
  return line === undefined ? [] : line.trim().split(/\s{2,}/);
}

describe('renderEpoch', () => {
  const rao = 1_000_000_000n;

  it('shows title, ruleset, every uid and the total, thousands grouped', () => {
    const text = renderEpoch('my epoch', runEpochReference(input2026({ raoEmission: rao })), false);
    expect(text).toContain('my epoch: ruleset 2026, 3 uids');
    expect(rowOf(text, 0)).toEqual(['0', '75.000 %', '✓', '0', '0', '49151', '375_000_000']);
    expect(rowOf(text, 2)).toEqual(['2', '0.000 %', '65535', '65535', '0', '500_000_000']);
    expect(text).toContain('total emission: 1_000_000_000 rao');
  });

  it('sorts by emission, ties by uid', () => {
    const text = renderEpoch('x', runEpochReference(input2024({ stake: u64s(1, 1, 0) })), false);
    const order = [...text.matchAll(/^ *(\d) +\d+\.\d{3} %/gm)].map(([, uid]) => Number(uid));
    expect(order).toEqual([2, 0, 1]);
  });

  it('shows 24 uids and says how many more there are, unless asked for all', () => {
    const n = 30;
    const output = runEpochReference(
      input2024({
        n,
        lastUpdate: new BigUint64Array(n).fill(10n),
        blockAtRegistration: new BigUint64Array(n),
        stake: new BigUint64Array(n).fill(5n),
        validatorPermit: new Uint8Array(n).fill(1),
        weights: packRows(Array.from({ length: n }, () => [])),
        bonds: packRows(Array.from({ length: n }, () => [])),
      }),
    );
    const rows = (text: string) => [...text.matchAll(/\d+\.\d{3} %/g)].length;
    expect(rows(renderEpoch('x', output, false))).toBe(24);
    expect(renderEpoch('x', output, false)).toContain('6 more uids');
    expect(rows(renderEpoch('x', output, true))).toBe(30);
  });

  it('plots the shares where at least two miners and two validators earn', () => {
    const weights = packRows([[2, 1], [2, 1], []]);
    const one = runEpochReference(input2024({ weights }));
    expect(renderEpoch('x', one, false)).not.toContain('by rank');
    const two = runEpochReference(
      input2024({
        n: 4,
        lastUpdate: u64s(10, 10, 10, 10),
        blockAtRegistration: u64s(1, 1, 1, 1),
        stake: u64s(3, 1, 0, 0),
        validatorPermit: flags(1, 1, 0, 0),
        weights: packRows([[2, 1, 3, 3], [2, 1, 3, 3], [], []]),
        bonds: packRows([[], [], [], []]),
      }),
    );
    expect(renderEpoch('x', two, false)).toContain('by rank');
  });
});
