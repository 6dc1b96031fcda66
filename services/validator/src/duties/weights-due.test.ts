import { isBlockOfEpoch } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../metagraph/metagraph.js';
import { lastEpoch, nextEpoch, weightsDue, type WeightsQuestion } from './weights-due.js';

/** Netuid 1 with tempo 20 runs its epoch in block 18, 39, 60 … */
const STANDING: Standing = {
  block: 50,
  blockHash: '0x00',
  tempo: 20,
  uid: 3,
  permit: true,
  lastUpdate: 30,
  stakeRao: 1_000n,
  weightsMinStakeRao: 0n,
  weightsRateLimit: 0,
  weightsVersionKey: 0n,
  commitReveal: false,
  commitInterval: 0,
  commit: undefined,
};
const due = (standing: Partial<Standing> = {}, question: Partial<WeightsQuestion> = {}) =>
  weightsDue(
    { ...STANDING, ...standing },
    { netuid: 1, versionKey: 1n, decided: () => false, weightsBlocks: 100, ...question },
  );

describe('whether weights are due', () => {
  it('in the second half of the tempo, for the epoch that comes', () => {
    expect(due({ block: 50 })).toEqual({ due: true, epoch: 60 });
    expect(due({ block: 49 })).toEqual({ due: false, epoch: 60, blockedBy: 'EPOCH_FAR' });
    expect(due({ block: 50 }, { weightsBlocks: 5 })).toMatchObject({ blockedBy: 'EPOCH_FAR' });
  });

  it('weights that would come into the epoch’s own block are for the next one', () => {
    expect(due({ block: 55 })).toEqual({ due: true, epoch: 60 });
    expect(due({ block: 56 })).toEqual({ due: false, epoch: 60, blockedBy: 'EPOCH_NEAR' });
    expect(due({ block: 58 })).toMatchObject({ epoch: 81 });
  });

  it('names an epoch that is one, and lies ahead', () => {
    for (let block = 1; block < 100; block++) {
      const epoch = nextEpoch(1, 20, block);
      expect(epoch).toBeGreaterThan(block);
      expect(isBlockOfEpoch(1, 20, BigInt(epoch))).toBe(true);
    }
  });

  it('names the last epoch, which may be the block’s own', () => {
    expect([59, 60, 61].map((block) => lastEpoch(1, 20, block))).toEqual([39, 60, 60]);
  });

  it('not where an intent exists', () => {
    expect(due({}, { decided: (epoch) => epoch === 60 })).toMatchObject({ blockedBy: 'ALREADY_DECIDED' });
  });

  it.each([
    ['NotRegistered', { uid: undefined }],
    ['NotEnoughStakeToSetWeights', { weightsMinStakeRao: 1_001n }],
    ['IncorrectNetworkVersionKey', { weightsVersionKey: 2n }],
    ['SettingWeightsTooFast', { weightsRateLimit: 30 }],
    ['SettingWeightsTooFast', { lastUpdate: 45, weightsRateLimit: 10 }],
    ['NoValidatorPermit', { permit: false }],
  ] as const)('names what the chain would refuse: %s', (blockedBy, standing) => {
    expect(due(standing)).toMatchObject({ due: false, blockedBy });
  });

  it('a rate limit that passes before the epoch is waited for; a last update at 0 is none', () => {
    expect(due({ lastUpdate: 45, weightsRateLimit: 10, block: 53 })).toEqual({ due: true, epoch: 60 });
    expect(due({ lastUpdate: 0, weightsRateLimit: 100 })).toEqual({ due: true, epoch: 60 });
  });
});
