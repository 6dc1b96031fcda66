import type { AccountId, Context } from '@yumanet/frame';
import { Owner, Stake } from '../storage/stake.js';

/** Whether a hotkey has an owner, that is, was ever registered or staked to. */
export const hotkeyAccountExists = (ctx: Context, hotkey: AccountId): boolean => Owner.exists(ctx, hotkey);

/** Whether `coldkey` owns `hotkey`; false for a hotkey without an account. */
export const coldkeyOwnsHotkey = (ctx: Context, coldkey: AccountId, hotkey: AccountId): boolean =>
  Owner.tryGet(ctx, hotkey) === coldkey;

/** Gives a new hotkey to `coldkey`. A hotkey with an account stays whose it is. */
export function createAccountIfNonExistent(ctx: Context, coldkey: AccountId, hotkey: AccountId): void {
  if (hotkeyAccountExists(ctx, hotkey)) return;
  Stake.put(ctx, hotkey, coldkey, 0n);
  Owner.put(ctx, hotkey, coldkey);
}
