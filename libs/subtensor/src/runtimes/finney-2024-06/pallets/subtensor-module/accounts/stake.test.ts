import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { recount } from '../../../invariant/recount.js';
import { NominatorMinRequiredStake, Owner, Stake, TotalIssuance, TotalStake } from '../storage/stake.js';
import {
  clearSmallNominations,
  increaseStakeOnColdkeyHotkeyAccount,
  increaseStakeOnHotkeyAccount,
  unstakeAllColdkeysFromHotkeyAccount,
} from './stake.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  const { ctx } = fabric;
  Owner.put(ctx, fabric.account('hot'), fabric.account('cold'));
  increaseStakeOnHotkeyAccount(ctx, fabric.account('hot'), 10_000n);
  increaseStakeOnColdkeyHotkeyAccount(ctx, fabric.account('small'), fabric.account('hot'), 999n);
  increaseStakeOnColdkeyHotkeyAccount(ctx, fabric.account('large'), fabric.account('hot'), 1_000n);
  TotalIssuance.put(ctx, 11_999n);
  return fabric;
}

describe('stake', () => {
  it('is counted by pair, hotkey, coldkey and in all', () => {
    expect(recount(prepare().ctx).filter((problem) => problem.includes('stake'))).toEqual([]);
  });

  it('unstaking everybody pays balances and keeps the entries', () => {
    const fabric = prepare();
    unstakeAllColdkeysFromHotkeyAccount(fabric.ctx, fabric.account('hot'));
    expect([fabric.balance('cold'), fabric.balance('small'), fabric.balance('large')]).toEqual([
      10_000n,
      999n,
      1_000n,
    ]);
    expect(Stake.tryGet(fabric.ctx, fabric.account('hot'), fabric.account('cold'))).toBe(0n);
    expect(TotalStake.get(fabric.ctx)).toBe(0n);
  });

  it('clearing small nominations spares the owner and what is large enough; issuance falls, as upstream', () => {
    const fabric = prepare();
    NominatorMinRequiredStake.put(fabric.ctx, 1_000n);
    clearSmallNominations(fabric.ctx);
    expect(Stake.tryGet(fabric.ctx, fabric.account('hot'), fabric.account('small'))).toBeUndefined();
    expect(fabric.balance('small')).toBe(999n);
    expect(TotalStake.get(fabric.ctx)).toBe(11_000n);
    expect(TotalIssuance.get(fabric.ctx)).toBe(11_000n);
  });
});
