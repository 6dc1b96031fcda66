import { beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '@yumanet/frame';
import { TestChain, account } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Account } from '../system/storage.js';
import { balanceOnHold, hold, release } from './hold.js';
import { mutateAccount } from './mutate-account.js';
import { Holds } from './storage.js';

const [ALICE, NOBODY] = [account(1), account(2)];
const REASON = { type: 'Preimage', value: { type: 'Preimage' } };

describe('holds', () => {
  let ctx: CallContext;
  beforeEach(() => {
    ctx = new TestChain(finney202406, { balances: { balances: [[ALICE, 10_000n]] } }).ctx;
  });

  const balances = (): readonly bigint[] => {
    const { free, reserved } = Account.get(ctx, ALICE).data;
    return [free, reserved];
  };

  it('move rao between free and held', () => {
    hold(ctx, REASON, ALICE, 4_000n);
    hold(ctx, REASON, ALICE, 1_000n);
    expect(balances()).toEqual([5_000n, 5_000n]);
    expect(balanceOnHold(ctx, REASON, ALICE)).toBe(5_000n);
    release(ctx, REASON, ALICE, 2_000n);
    expect(balances()).toEqual([7_000n, 3_000n]);
    release(ctx, REASON, ALICE, 99_000n);
    expect(balances()).toEqual([10_000n, 0n]);
    expect(Holds.get(ctx, ALICE)).toEqual([]);
    expect(Account.get(ctx, ALICE).consumers).toBe(0);
  });

  it('leave the existential deposit, and need an account', () => {
    expect(() => hold(ctx, REASON, ALICE, 9_501n)).toThrow('Token');
    expect(() => hold(ctx, REASON, NOBODY, 0n)).toThrow('Token');
    hold(ctx, REASON, ALICE, 9_500n);
    expect(balances()).toEqual([500n, 9_500n]);
  });

  it('may use what is frozen', () => {
    mutateAccount(ctx, ALICE, (data) => ({ account: { ...data, frozen: 10_000n }, result: undefined }));
    hold(ctx, REASON, ALICE, 9_000n);
    expect(balances()).toEqual([1_000n, 9_000n]);
  });
});
