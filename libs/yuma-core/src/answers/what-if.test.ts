import { describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { packRows, rowOf } from '../epoch/sparse-rows.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { Random } from '../fuzz/random.js';
import type { EpochInput2024 } from '../types.js';
import { nextInput, whatIf } from './what-if.js';

const yuma = createYuma({ backend: 'reference' });
const run = (input: EpochInput2024) => yuma.runEpoch(input);
const ONE = { epochs: 1, tempo: 360 };
const epochOf = (seed: number) => randomEpoch(3 * seed) as EpochInput2024;

describe('what if', () => {
  it('nothing changes: before and after are the epoch itself', () => {
    const input = epochOf(7);
    const { before, after } = whatIf(input, {}, ONE, run);
    expect(before).toEqual([run(input)]);
    expect(after).toEqual(before);
  });

  it('other weights, stakes and parameters: what yuma-core gives for that input', () => {
    for (let seed = 1; seed < 40; seed++) {
      const input = epochOf(seed);
      if (input.n < 3) continue;
      const random = new Random(seed);
      const [validator, a, b] = [random.below(input.n), 1, 2];
      const rao = random.wide(50);
      const { after } = whatIf(
        input,
        {
          weights: [{ uid: validator, uids: [a, b], weights: [1, 4] }],
          stakes: [{ uid: a, rao }],
          kappa: 40_000,
        },
        ONE,
        run,
      );
      const rows = Array.from({ length: input.n }, (_, uid) =>
        uid === validator ? [a, 16_384, b, 65_535] : rowOf(input.weights, uid),
      );
      const expected = run({
        ...input,
        kappa: 40_000,
        weights: packRows(rows),
        stake: input.stake.map((each, uid) => (uid === a ? rao : each)),
        lastUpdate: input.lastUpdate.map((each, uid) => (uid === validator ? input.currentBlock : each)),
      });
      expect(after, `seed ${seed}`).toEqual([expected]);
    }
  });

  it('some epochs ahead: each goes on from the one before', () => {
    const input = epochOf(11);
    const { before, assumptions } = whatIf(input, {}, { epochs: 3, tempo: 9 }, run);
    const second = nextInput(input, before[0]!, 9);
    expect(second.currentBlock).toBe(input.currentBlock + 10n);
    expect(before[1]).toEqual(run(second));
    expect(before[2]).toEqual(run(nextInput(second, before[1]!, 9)));
    expect(assumptions.join(' ')).toContain('stays staked');
  });

  it.each([
    [{ weights: [{ uid: 999, uids: [], weights: [] }] }, 'OUT_OF_RANGE'],
    [{ weights: [{ uid: 0, uids: [1, 1], weights: [1, 1] }] }, 'MALFORMED_ROWS'],
    [{ weights: [{ uid: 0, uids: [1], weights: [] }] }, 'MALFORMED_ROWS'],
    [{ weights: [{ uid: 0, uids: [1], weights: [65_536] }] }, 'OUT_OF_RANGE'],
    [{ stakes: [{ uid: 0, rao: 2n ** 64n }] }, 'OUT_OF_RANGE'],
    [{ kappa: 70_000 }, 'OUT_OF_RANGE'],
  ] as const)('changes that no chain would take', (changes, code) => {
    expect(() => whatIf(epochOf(7), changes, ONE, run)).toThrow(expect.objectContaining({ code }));
  });

  it.each([0, 1_001, 1.5])('%d epochs are refused', (epochs) => {
    const refused = () => whatIf(epochOf(7), {}, { epochs, tempo: 9 }, run);
    expect(refused).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });
});
