import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../metagraph/metagraph.js';
import { commitDue, isCommittable, revealFrom, revealUntil } from './commit-due.js';

/** Netuid 1 with tempo 20 runs its epoch in block 18, 39, 60, 81, 102 … */
const STANDING: Standing = {
  block: 30,
  blockHash: '0x00',
  tempo: 20,
  uid: 3,
  permit: true,
  lastUpdate: 0,
  stakeRao: 1_000n,
  weightsMinStakeRao: 0n,
  weightsRateLimit: 0,
  weightsVersionKey: 0n,
  commitReveal: true,
  commitInterval: 10,
  commit: undefined,
};
const due = (standing: Partial<Standing> = {}, isPending = false, decided: readonly number[] = []) =>
  commitDue(
    { ...STANDING, ...standing },
    { netuid: 1, versionKey: 1n, decided: (epoch) => decided.includes(epoch), weightsBlocks: 100 },
    isPending,
  );

describe('whether weights are to be committed', () => {
  it('the reveal window is the interval after the commit’s', () => {
    expect([revealFrom(15, 10), revealUntil(15, 10)]).toEqual([20, 29]);
    expect([revealFrom(20, 10), revealUntil(20, 10)]).toEqual([30, 39]);
    expect([revealFrom(15, 0), revealUntil(15, 0)]).toEqual([16, undefined]);
  });

  it('in the second half of the last interval whose reveal comes before the epoch', () => {
    // Revealed from 50 on, for epoch 60; a commit of 40 to 49 is revealed from 50, one of 30 to 39 from 40: also for 60.
    expect(due({ block: 33 })).toMatchObject({ epoch: 60, blockedBy: 'EPOCH_FAR' });
    expect(due({ block: 40 })).toMatchObject({ epoch: 60, blockedBy: 'EPOCH_FAR' });
    expect(due({ block: 43 })).toEqual({ due: true, epoch: 60 });
    // Revealed from 60 on: too late for 60.
    expect(due({ block: 48 })).toMatchObject({ epoch: 81 });
  });

  it('not upon a commit of the same interval, nor upon one that is not revealed', () => {
    expect(due({ block: 43, commit: { hash: '0x', block: 41 } })).toMatchObject({
      blockedBy: 'CommitNotAllowed',
    });
    expect(due({ block: 43 }, true)).toMatchObject({ blockedBy: 'REVEAL_PENDING' });
    expect(due({ block: 43 }, false, [60])).toMatchObject({ blockedBy: 'ALREADY_DECIDED' });
  });

  it('not where the rate limit outlives the reveal', () => {
    expect(due({ block: 43, lastUpdate: 40, weightsRateLimit: 19 })).toEqual({ due: true, epoch: 60 });
    expect(due({ block: 43, lastUpdate: 40, weightsRateLimit: 20 })).toMatchObject({
      blockedBy: 'SettingWeightsTooFast',
    });
  });

  it('comes for every epoch that some interval is for, and for no other', () => {
    const sizes = fc.record({
      tempo: fc.integer({ min: 4, max: 400 }),
      commitInterval: fc.integer({ min: 2, max: 900 }),
    });
    fc.assert(
      fc.property(sizes, (own) => {
        const [from, blocks] = [1_000, 6 * Math.max(own.commitInterval, own.tempo + 1)];
        const decided: number[] = [];
        for (let block = from; block < from + blocks; block++) {
          const duty = due({ ...own, block }, false, decided);
          if (duty.due) decided.push(duty.epoch);
        }
        // The first two intervals' epochs were decided on before, the last ones' will be later.
        const [first, last] = [from + 2 * own.commitInterval, from + blocks - own.tempo - 4];
        const expected: number[] = [];
        for (let epoch = from; epoch < last; epoch++)
          if ((epoch + 3) % (own.tempo + 1) === 0 && isCommittable(1, own.tempo, own.commitInterval, epoch))
            expected.push(epoch);
        const within = (epoch: number) => epoch > first + own.tempo + 1 && epoch < last;
        expect(decided.filter(within)).toEqual(expected.filter(within));
      }),
      { numRuns: 60 },
    );
  });

  it('comes once at least between two epochs that have an interval each, whatever the tempo', () => {
    const sizes = fc.record({
      tempo: fc.integer({ min: 12, max: 400 }),
      commitInterval: fc.integer({ min: 6, max: 900 }),
    });
    fc.assert(
      fc.property(sizes, (own) => {
        const longest = Math.max(own.commitInterval, own.tempo + 1);
        const found = Array.from({ length: 3 * longest }, (_, block) =>
          due({ ...own, block: block + 1_000 }),
        );
        const epochs = found.flatMap((duty) => (duty.due ? [duty.epoch] : []));
        expect(epochs.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
