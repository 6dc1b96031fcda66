import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { LastTxBlock } from '../storage/limits.js';
import {
  Delegates,
  NominatorMinRequiredStake,
  Stake,
  TotalColdkeyStake,
  TotalHotkeyStake,
  TotalStake,
} from '../storage/stake.js';

const TAO = 1_000_000_000n;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  fabric.fund('cold', 10n * TAO);
  fabric.fund('other', 10n * TAO);
  return fabric;
}

const stake = (fabric: Fabric, amount_staked: bigint, hotkey = 'hot') =>
  call('add_stake', { hotkey: fabric.account(hotkey), amount_staked });

describe('add_stake', () => {
  it('moves rao from the balance to stake, counted four ways, and tells', () => {
    const fabric = prepare();
    expect(fabric.send('cold', stake(fabric, 3n * TAO))).toBe('ok');
    const { ctx } = fabric;
    const [hot, cold] = [fabric.account('hot'), fabric.account('cold')];
    expect(fabric.balance('cold')).toBe(7n * TAO);
    for (const rao of [
      Stake.get(ctx, hot, cold),
      TotalHotkeyStake.get(ctx, hot),
      TotalColdkeyStake.get(ctx, cold),
      TotalStake.get(ctx),
    ])
      expect(rao).toBe(3n * TAO);
    expect(LastTxBlock.get(ctx, cold)).toBe(BigInt(fabric.number));
    expect(fabric.events()).toEqual([['StakeAdded', [hot, 3n * TAO]]]);
  });

  it('leaves the existential deposit of a balance that is staked whole', () => {
    const fabric = prepare();
    expect(fabric.send('cold', stake(fabric, 10n * TAO))).toBe('ok');
    expect(fabric.balance('cold')).toBe(500n);
    expect(fabric.events()).toEqual([['StakeAdded', [fabric.account('hot'), 10n * TAO - 500n]]]);
  });

  it.each([
    ['NotEnoughBalanceToStake', 'cold', 10n * TAO + 1n, 'hot'],
    ['NotRegistered', 'cold', 1n, 'nobody'],
    ['NonAssociatedColdKey', 'other', 1n, 'hot'],
  ])('%s', (error, who, amount, hotkey) => {
    const fabric = prepare();
    expect(fabric.send(who, stake(fabric, amount, hotkey))).toBe(`subtensorModule.${error}`);
    expect(TotalStake.get(fabric.ctx)).toBe(0n);
  });

  it('StakeRateLimitExceeded at the second in an interval, and again allowed after it', () => {
    const fabric = prepare();
    expect(fabric.send('cold', stake(fabric, 1n))).toBe('ok');
    expect(fabric.send('cold', stake(fabric, 1n))).toBe('subtensorModule.StakeRateLimitExceeded');
    fabric.number += 359;
    expect(fabric.send('cold', stake(fabric, 1n))).toBe('ok');
  });

  it('NomStakeBelowMinimumThreshold for a nominator, not for the owner', () => {
    const fabric = prepare();
    Delegates.put(fabric.ctx, fabric.account('hot'), 0);
    NominatorMinRequiredStake.put(fabric.ctx, TAO);
    const error = 'subtensorModule.NomStakeBelowMinimumThreshold';
    expect(fabric.send('other', stake(fabric, TAO - 1n))).toBe(error);
    expect(fabric.send('cold', stake(fabric, TAO - 1n))).toBe('ok');
    expect(fabric.send('other', stake(fabric, TAO))).toBe('ok');
  });
});
