import { describe, expect, it } from 'vitest';
import type { Metagraph, Neuron } from '../metagraph/metagraph.js';
import { isRoundDue, planRound } from './plan-round.js';

const neuron = (uid: number, own: Partial<Neuron> = {}): Neuron => ({
  uid,
  hotkey: `hotkey ${uid}`,
  registeredAt: 10,
  axon: { address: `127.0.0.1:${uid}`, servedAt: 11, protocol: 'grpc' },
  ...own,
});
const metagraph = (...neurons: Neuron[]): Metagraph => ({
  netuid: 1,
  block: 50,
  neurons,
  minAllowedWeights: 1,
  maxWeightsLimit: 65_535,
});

describe('whom a round asks', () => {
  it('everybody with an axon but the validator itself', () => {
    const plan = planRound(metagraph(neuron(0), neuron(1), neuron(2, { axon: undefined })), 'hotkey 0');
    expect(plan.map(({ uid }) => uid)).toEqual([1]);
  });

  it('never an axon that was served before its uid was registered', () => {
    const at = (servedAt: number) => ({
      axon: { address: '127.0.0.1:1', servedAt, protocol: 'grpc' as const },
    });
    const plan = planRound(metagraph(neuron(1, at(9)), neuron(2, at(10)), neuron(3, at(11))), 'hotkey 0');
    expect(plan.map(({ uid }) => uid)).toEqual([2, 3]);
  });

  it('is due at once, then every so many blocks', () => {
    expect(isRoundDue(5, undefined, 10)).toBe(true);
    expect([14, 15, 16].map((block) => isRoundDue(block, 5, 10))).toEqual([false, true, true]);
  });
});
