import type { AccountId, Context } from '@yumanet/frame';
import { coldkeyOwnsHotkey, hotkeyAccountExists } from '../accounts/owner.js';
import { ensure } from '../errors.js';

/** Upstream's `do_take_checks`: the hotkey has an account and it is the signer's. */
export function ensureOwnHotkey(ctx: Context, coldkey: AccountId, hotkey: AccountId): void {
  ensure(hotkeyAccountExists(ctx, hotkey), 'NotRegistered');
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), 'NonAssociatedColdKey');
}
