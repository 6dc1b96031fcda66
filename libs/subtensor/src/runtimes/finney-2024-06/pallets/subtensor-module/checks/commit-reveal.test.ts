import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { WeightCommitRevealInterval, WeightCommits } from '../storage/limits.js';
import { commitWindow, revealWindow, weightsCommitHash } from './commit-reveal.js';

const HASH = '11'.repeat(32);

// unmeasured: no vector covers commit-reveal; the source is weights.rs of the runtime's commit.
describe('commit-reveal', () => {
  it('a second commit waits for the next interval', () => {
    const fabric = new Fabric(finney202406);
    const { ctx } = fabric;
    const hot = fabric.account('hot');
    WeightCommitRevealInterval.put(ctx, 1, 10n);
    expect(commitWindow(ctx, 1, hot)).toEqual({ from: 0n });
    WeightCommits.put(ctx, 1, hot, [HASH, 15n]);
    expect(commitWindow(ctx, 1, hot)).toEqual({ from: 20n });
    WeightCommitRevealInterval.put(ctx, 1, 0n);
    expect(commitWindow(ctx, 1, hot)).toEqual({ from: 0n });
  });

  it('a reveal belongs to the interval after the commit’s', () => {
    const { ctx } = new Fabric(finney202406);
    WeightCommitRevealInterval.put(ctx, 1, 10n);
    expect(revealWindow(ctx, 1, 15n)).toEqual({ from: 20n, until: 29n });
    WeightCommitRevealInterval.put(ctx, 1, 0n);
    expect(revealWindow(ctx, 1, 15n)).toEqual({ from: 0n });
  });

  it('the hash is BLAKE2b-256 of the SCALE tuple (computed with Python’s hashlib)', () => {
    const row = { netuid: 1, uids: [0, 1], values: [65535, 5], versionKey: 3n };
    expect(weightsCommitHash('aa'.repeat(32), row)).toBe(
      '09665083cc59f7b2add32090195cf867b56ad385d5190564554711f7d78eaf13',
    );
  });
});
