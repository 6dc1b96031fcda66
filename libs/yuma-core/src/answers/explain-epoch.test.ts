import { describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { packRows } from '../epoch/sparse-rows.js';
import { I32F32 } from '../fixed/i32f32.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { normalize } from '../math/normalize.js';
import type { EpochInput2024 } from '../types.js';
import { explainEpoch } from './explain-epoch.js';
import { explainSentences } from './explain-sentences.js';

const yuma = createYuma({ backend: 'reference' });

/** Three validators (one inactive), a dishonest weight, two miners, one of which registered late. */
const STORY: EpochInput2024 = {
  ruleset: '2024',
  n: 5,
  currentBlock: 10_000n,
  activityCutoff: 5_000n,
  lastUpdate: BigUint64Array.from([9_900n, 9_950n, 100n, 0n, 0n]),
  blockAtRegistration: BigUint64Array.from([1n, 2n, 3n, 4n, 9_930n]),
  validatorPermit: Uint8Array.from([1, 1, 1, 0, 0]),
  maxAllowedValidators: 3,
  kappa: 32_767,
  bondsMovingAverage: 900_000n,
  raoEmission: 1_000_000_000n,
  stake: BigUint64Array.from([5_000_000_000_000n, 3_000_000_000_000n, 1_000_000_000_000n, 0n, 0n]),
  weights: packRows([[3, 65_535, 4, 30_000], [0, 10_000, 1, 5, 3, 20_000, 4, 65_535], [3, 65_535], [], []]),
  bonds: packRows([[3, 65_535], [3, 20_000], [], [], []]),
};

const EPOCHS_2024 = Array.from({ length: 40 }, (_, k) => 3 * k).map(
  (seed) => [seed, randomEpoch(seed) as EpochInput2024] as const,
);

describe('an explanation', () => {
  it('is what yuma-core computes, for every uid of random epochs', () => {
    for (const [seed, input] of EPOCHS_2024) {
      const output = yuma.runEpoch(input);
      const all = Array.from({ length: input.n }, (_, uid) => explainEpoch(input, output, uid));
      const ranks = normalize(all.map(({ rank }) => I32F32.bits(rank)));
      all.forEach((each, uid) => {
        const at = `seed ${seed} uid ${uid}`;
        expect(ranks[uid], at).toBe(output.raw.incentive[uid]);
        const counted = each.weights.filter(({ outcome }) => outcome === 'counted');
        // A row may name a target twice; what counts is then the last, and the sums are not the row's.
        if (new Set(each.weights.map((w) => w.uid)).size === each.weights.length) {
          const clipped = counted.reduce<I32F32>(
            (sum, weight) => I32F32.saturatingAdd(sum, I32F32.bits(weight.clipped)),
            I32F32.zero,
          );
          expect(clipped, at).toBe(output.raw.validatorTrust[uid]);
        }
        expect(each.active, at).toBe(output.active[uid] === 1);
        expect(explainSentences(each).length, at).toBe(10);
      });
    }
  });

  it('is the same from the kernels’ output', () => {
    const wasm = createYuma({ backend: 'wasm' });
    for (const [, input] of EPOCHS_2024.slice(0, 6))
      for (let uid = 0; uid < input.n; uid++)
        expect(explainEpoch(input, wasm.runEpoch(input), uid)).toEqual(
          explainEpoch(input, yuma.runEpoch(input), uid),
        );
    wasm.dispose();
  });

  it('refuses a uid that the epoch does not know', () => {
    const output = yuma.runEpoch(STORY);
    for (const uid of [-1, 5, 1.5])
      expect(() => explainEpoch(STORY, output, uid)).toThrow(
        expect.objectContaining({ code: 'OUT_OF_RANGE' }),
      );
  });

  it.each([0, 1, 2, 3, 4])('reads well: uid %i', (uid) => {
    const sentences = explainSentences(explainEpoch(STORY, yuma.runEpoch(STORY), uid));
    expect(sentences.map(({ sentence }) => sentence).join('\n')).toMatchSnapshot();
  });
});
