import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../metagraph/metagraph.js';
import { ERA_BLOCKS, fateOf } from './outbox.js';

const INTENT: WeightsIntent = {
  netuid: 1,
  epoch: 60n,
  uids: [1],
  weights: [65_535],
  versionKey: 0n,
  state: IntentState.INTENT_STATE_SENT,
  error: '',
  decidedAt: 40n,
  includedAt: 0n,
};
const at = (block: number, lastUpdate = 30) => fateOf(INTENT, { block, lastUpdate } as Standing);

describe('an intent that an earlier process left as sent', () => {
  it('is included when the hotkey’s weights are newer', () => {
    expect(at(42, 41)).toBe('included');
    expect(at(80, 41)).toBe('included');
  });

  it('waits while its extrinsic can still come, is then sent again', () => {
    expect(at(41)).toBe('wait');
    expect(at(40 + ERA_BLOCKS)).toBe('wait');
    expect(at(40 + ERA_BLOCKS + 1)).toBe('again');
  });

  it('expires with its epoch', () => {
    expect(at(58)).toBe('again');
    expect(at(59)).toBe('expired');
  });
});
