import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Delegates, NominatorMinRequiredStake, Stake, TotalStake } from '../storage/stake.js';
import { increaseStakeOnColdkeyHotkeyAccount } from '../accounts/stake.js';

const TAO = 1_000_000_000n;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  increaseStakeOnColdkeyHotkeyAccount(fabric.ctx, fabric.account('cold'), fabric.account('hot'), 5n * TAO);
  return fabric;
}

const unstake = (fabric: Fabric, amount_unstaked: bigint, hotkey = 'hot') =>
  call('remove_stake', { hotkey: fabric.account(hotkey), amount_unstaked });

describe('remove_stake', () => {
  it('pays stake back to the balance and tells', () => {
    const fabric = prepare();
    expect(fabric.send('cold', unstake(fabric, 2n * TAO))).toBe('ok');
    expect(fabric.balance('cold')).toBe(2n * TAO);
    expect(TotalStake.get(fabric.ctx)).toBe(3n * TAO);
    expect(fabric.events()).toEqual([['StakeRemoved', [fabric.account('hot'), 2n * TAO]]]);
  });

  it('loses what could not create an account', () => {
    const fabric = prepare();
    expect(fabric.send('cold', unstake(fabric, 499n))).toBe('ok');
    expect(fabric.balance('cold')).toBe(0n);
    expect(TotalStake.get(fabric.ctx)).toBe(5n * TAO - 499n);
  });

  it.each([
    ['NotRegistered', 'cold', 1n, 'nobody'],
    ['NonAssociatedColdKey', 'other', 1n, 'hot'],
    ['NotEnoughStaketoWithdraw', 'cold', 0n, 'hot'],
    ['NotEnoughStaketoWithdraw', 'cold', 5n * TAO + 1n, 'hot'],
  ])('%s', (error, who, amount, hotkey) => {
    const fabric = prepare();
    expect(fabric.send(who, unstake(fabric, amount, hotkey))).toBe(`subtensorModule.${error}`);
  });

  it('UnstakeRateLimitExceeded counts stakes and unstakes together', () => {
    const fabric = prepare();
    expect(fabric.send('cold', unstake(fabric, TAO))).toBe('ok');
    expect(fabric.send('cold', unstake(fabric, TAO))).toBe('subtensorModule.UnstakeRateLimitExceeded');
  });

  it('NomStakeBelowMinimumThreshold when a nomination would become too small', () => {
    const fabric = prepare();
    const { ctx } = fabric;
    Delegates.put(ctx, fabric.account('hot'), 0);
    increaseStakeOnColdkeyHotkeyAccount(ctx, fabric.account('other'), fabric.account('hot'), 2n * TAO);
    NominatorMinRequiredStake.put(ctx, TAO);
    const error = 'subtensorModule.NomStakeBelowMinimumThreshold';
    expect(fabric.send('other', unstake(fabric, 2n * TAO))).toBe(error);
    expect(fabric.send('other', unstake(fabric, TAO))).toBe('ok');
    expect(Stake.get(ctx, fabric.account('hot'), fabric.account('other'))).toBe(TAO);
  });
});
