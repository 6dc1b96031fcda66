import type { AccountId, Context, ValueOf } from '@yumanet/frame';
import { burnHeld } from '../balances/hold.js';
import { burnTokens } from '../subtensor-module/accounts/balance.js';
import { decreaseStakeOnColdkeyHotkeyAccount } from '../subtensor-module/accounts/stake.js';
import { Owner, Stake } from '../subtensor-module/storage/stake.js';
import { errors } from './errors.js';
import { deposit, type Offence } from './events.js';
import { successor } from './follow-swap.js';
import { Unbonding } from './storage.js';
import { REASON } from './unbonding.js';

const ONE = 65_535n;

/** What is slashed, for what, and the share (u16, 65535 = 1). */
export interface Slash {
  readonly netuid: number;
  readonly hotkey: AccountId;
  readonly offence: ValueOf<typeof Offence>['type'];
  readonly share: number;
}

/**
 * Burns a share, rounded down, of the owner's own stake on the hotkey and of each part of it that waits in a cooldown;
 * nominators' stake is untouched. Burnt rao leave issuance, nobody gets them. A hotkey that was swapped is slashed as
 * the one in its place. Throws NothingToSlash.
 */
export function slash(ctx: Context, { netuid, hotkey: offender, offence, share }: Slash): void {
  const hotkey = successor(ctx, offender);
  const coldkey = Owner.tryGet(ctx, hotkey);
  if (coldkey === undefined) throw errors.fail('NothingToSlash');
  const shareOf = (rao: bigint): bigint => (rao * BigInt(share)) / ONE;
  const staked = shareOf(Stake.get(ctx, hotkey, coldkey));
  decreaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, staked);
  const held = slashUnbonding(ctx, hotkey, coldkey, shareOf);
  const amount = staked + held;
  if (amount === 0n) throw errors.fail('NothingToSlash');
  burnTokens(ctx, amount);
  deposit(ctx, 'Slashed', { netuid, hotkey, coldkey, offence: { type: offence }, amount });
}

function slashUnbonding(
  ctx: Context,
  hotkey: AccountId,
  coldkey: AccountId,
  shareOf: (rao: bigint) => bigint,
): bigint {
  const parts = Unbonding.get(ctx, hotkey, coldkey);
  const taken = parts.reduce((sum, { amount }) => sum + shareOf(amount), 0n);
  if (taken === 0n) return 0n;
  const left = parts.map(({ amount, due }) => ({ amount: amount - shareOf(amount), due }));
  Unbonding.put(
    ctx,
    hotkey,
    coldkey,
    left.filter(({ amount }) => amount > 0n),
  );
  burnHeld(ctx, REASON, coldkey, taken);
  return taken;
}
