import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { TotalIssuance as BalancesTotalIssuance } from '../../balances/storage.js';
import { Account } from '../../system/storage.js';
import { TotalIssuance } from '../storage/stake.js';
import {
  addBalanceToColdkeyAccount,
  burnTokens,
  canRemoveBalanceFromColdkeyAccount,
  coinbase,
  removeBalanceFromColdkeyAccount,
} from './balance.js';

describe('a coldkey’s balance', () => {
  it('is paid, and created, but not below the existential deposit', () => {
    const fabric = new Fabric(finney202406);
    const { ctx } = fabric;
    const cold = fabric.account('cold');
    addBalanceToColdkeyAccount(ctx, cold, 499n);
    expect(Account.exists(ctx, cold)).toBe(false);
    addBalanceToColdkeyAccount(ctx, cold, 500n);
    addBalanceToColdkeyAccount(ctx, cold, 1n);
    expect(fabric.balance('cold')).toBe(501n);
    expect(BalancesTotalIssuance.get(ctx)).toBe(501n);
  });

  it('is taken as far as the existential deposit allows', () => {
    const fabric = new Fabric(finney202406);
    const { ctx } = fabric;
    const cold = fabric.fund('cold', 1_000n);
    expect(canRemoveBalanceFromColdkeyAccount(ctx, cold, 1_000n)).toBe(true);
    expect(canRemoveBalanceFromColdkeyAccount(ctx, cold, 1_001n)).toBe(false);
    expect(removeBalanceFromColdkeyAccount(ctx, cold, 1_000n)).toBe(500n);
    expect(fabric.balance('cold')).toBe(500n);
    expect(BalancesTotalIssuance.get(ctx)).toBe(500n);
    expect(removeBalanceFromColdkeyAccount(ctx, cold, 0n)).toBe(0n);
    expect(() => removeBalanceFromColdkeyAccount(ctx, cold, 1n)).toThrow('BalanceWithdrawalError');
  });

  it('issuance is counted apart, and never below 0', () => {
    const { ctx } = new Fabric(finney202406);
    coinbase(ctx, 5n);
    expect(TotalIssuance.get(ctx)).toBe(5n);
    burnTokens(ctx, 6n);
    expect(TotalIssuance.get(ctx)).toBe(0n);
  });
});
