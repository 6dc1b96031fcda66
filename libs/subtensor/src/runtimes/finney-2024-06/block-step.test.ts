import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../index.js';
import { Fabric, call } from '../../replay/fabric.js';
import { EmissionValues, PendingEmission } from './pallets/subtensor-module/storage/networks.js';
import { LoadedEmission, Weights } from './pallets/subtensor-module/storage/neurons.js';
import { RegistrationsThisBlock } from './pallets/subtensor-module/storage/registration.js';
import { Stake, TotalHotkeyStake, TotalIssuance } from './pallets/subtensor-module/storage/stake.js';

/** Root's first epoch. */
const ROOT_EPOCH = 99;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1, { owner: 'owner' });
  fabric.fund('owner');
  fabric.neuron(0, 'hot', 'cold', 1_000n);
  fabric.vectors(0, 1);
  Weights.put(fabric.ctx, 0, 0, [[1, 65535]]);
  return fabric;
}

describe('the order of a block', () => {
  it('root’s shares of this block are what this block gives', () => {
    const fabric = prepare();
    fabric.chain.block(ROOT_EPOCH);
    expect(EmissionValues.get(fabric.ctx, 1)).toBe(1_000_000_000n);
    expect(PendingEmission.get(fabric.ctx, 1)).toBe(820_004_577n);
  });

  it('root’s epoch is before the payment: what is paid now has no vote yet, and no say in the halving', () => {
    const fabric = prepare();
    TotalIssuance.put(fabric.ctx, 10_499_999_999_999_999n);
    TotalHotkeyStake.put(fabric.ctx, fabric.account('hot'), 0n);
    LoadedEmission.put(fabric.ctx, 1, [[fabric.account('hot'), 0n, 5n]]);
    fabric.chain.block(ROOT_EPOCH);
    expect(EmissionValues.get(fabric.ctx, 1)).toBe(0n); // no stake, no shares
    expect(TotalHotkeyStake.get(fabric.ctx, fabric.account('hot'))).toBe(5n);
    expect(TotalIssuance.get(fabric.ctx)).toBe(10_500_000_000_000_004n);
  });

  it('the payment is before the block’s transactions: what was just paid can be unstaked', () => {
    const fabric = prepare();
    const [hot, cold] = [fabric.account('hot'), fabric.account('cold')];
    LoadedEmission.put(fabric.ctx, 1, [[hot, 0n, 5_000n]]);
    const unstake = call('remove_stake', { hotkey: hot, amount_unstaked: 6_000n });
    expect(fabric.send('cold', unstake)).toBe('ok');
    expect(Stake.get(fabric.ctx, hot, cold)).toBe(0n);
  });

  it('registration counters are reset before the transactions count anew', () => {
    const fabric = prepare();
    fabric.fund('cold');
    RegistrationsThisBlock.put(fabric.ctx, 1, 1_000);
    const register = call('burned_register', { netuid: 1, hotkey: fabric.account('new') });
    expect(fabric.send('cold', register)).toBe('ok');
    expect(RegistrationsThisBlock.get(fabric.ctx, 1)).toBe(1);
  });
});
