import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { isPanic } from '../../../../../replay/chain.js';
import { Fabric } from '../../../../../replay/fabric.js';
import * as registration from '../storage/registration.js';

describe('the end of a registration interval', () => {
  it('root has one too: its price appears, and DifficultySet is told', () => {
    const fabric = new Fabric(finney202406);
    fabric.chain.block(100);
    expect(registration.Burn.tryGet(fabric.ctx, 0)).toBe(1_000_000_000n);
    const told = fabric.chain.events().filter(({ name }) => name === 'DifficultySet');
    expect(told.map(({ value }) => value)).toEqual([[0, 10_000_000n]]);
    expect(registration.LastAdjustmentBlock.get(fabric.ctx, 0)).toBe(100n);
  });

  it('counters of the block are reset in every block', () => {
    const fabric = new Fabric(finney202406);
    registration.RegistrationsThisBlock.put(fabric.ctx, 0, 3);
    registration.RegistrationsThisInterval.put(fabric.ctx, 0, 3);
    fabric.chain.block(2);
    expect(registration.RegistrationsThisBlock.get(fabric.ctx, 0)).toBe(0);
    expect(registration.RegistrationsThisInterval.get(fabric.ctx, 0)).toBe(3);
  });

  it('a target of 0 stops the chain, as upstream divides by it', () => {
    const fabric = new Fabric(finney202406);
    registration.TargetRegistrationsPerInterval.put(fabric.ctx, 0, 0);
    expect.assertions(1);
    try {
      fabric.chain.block(100);
    } catch (error) {
      expect(isPanic(error)).toBe(true);
    }
  });
});
