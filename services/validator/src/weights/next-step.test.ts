import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../metagraph/metagraph.js';
import { nextStep } from './next-step.js';

const TEMPO = 9;
const EPOCH = 118;
const HASH = '0xaa';
const { INTENT_STATE_SENT, INTENT_STATE_COMMITTED } = IntentState;

/** Decided and sent four blocks before its epoch. */
const sent = (given: Partial<WeightsIntent> = {}): WeightsIntent => ({
  ...{ netuid: 1, epoch: BigInt(EPOCH), uids: [1], weights: [65_535], versionKey: 0n, error: '' },
  ...{ state: INTENT_STATE_SENT, decidedAt: 114n, sentAt: 114n, includedAt: 0n },
  ...{ commit: false, committedAt: 0n, receipt: undefined },
  ...given,
});
const at = (block: number, lastUpdate: number, given: Partial<Standing> = {}): Standing =>
  ({ block, lastUpdate, tempo: TEMPO, commit: undefined, commitInterval: 12, ...given }) as Standing;
const stored = { isRowStored: true, commitHash: HASH };
const absent = { isRowStored: false, commitHash: HASH };

describe('a row that was set openly', () => {
  it('is in the block of the last update, where that came while its era lasted', () => {
    expect(nextStep(sent(), at(116, 116), stored)).toEqual({ do: 'included', at: 116 });
    expect(nextStep(sent(), at(119, 117), stored)).toEqual({ do: 'included', at: 117 });
  });

  it('is not the same row of the next epoch, nor the one before it', () => {
    expect(nextStep(sent(), at(126, 126), stored)).toEqual({ do: 'expire', why: 'NOT_INCLUDED' });
    expect(nextStep(sent(), at(116, 106), stored)).toEqual({ do: 'wait' });
  });

  it('is waited for to the last block before its epoch, and sent again if it is lost before', () => {
    expect(nextStep(sent(), at(116, 0), absent)).toEqual({ do: 'wait' });
    expect(nextStep(sent(), at(117, 0), absent)).toEqual({ do: 'expire', why: 'NOT_INCLUDED' });
    const early = sent({ decidedAt: 104n, sentAt: 104n });
    expect(nextStep(early, at(112, 0), absent)).toEqual({ do: 'wait' });
    expect(nextStep(early, at(113, 0), absent)).toEqual({ do: 'send', call: 'set_weights', until: 117 });
  });
});

describe('a row that was committed', () => {
  it('is not gone in a block before its commit, which is looked at after it', () => {
    expect(nextStep(committed, at(99, 0), absent)).toEqual({ do: 'wait' });
    expect(nextStep(committed, at(100, 0), absent)).toEqual({ do: 'expire', why: 'COMMIT_GONE' });
  });

  const committed = sent({ commit: true, state: INTENT_STATE_COMMITTED, committedAt: 100n, sentAt: 0n });

  it('is in the block of the last update, where that is one in which it could be revealed', () => {
    expect(nextStep(committed, at(110, 109), stored)).toEqual({ do: 'included', at: 109 });
    expect(nextStep(committed, at(119, 119), stored)).toEqual({ do: 'included', at: 119 });
    expect(nextStep(committed, at(121, 120), stored)).toEqual({ do: 'expire', why: 'COMMIT_GONE' });
  });
});
