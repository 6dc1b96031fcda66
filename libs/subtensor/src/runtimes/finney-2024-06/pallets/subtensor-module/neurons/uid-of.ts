import type { AccountId, Context } from '@yumanet/frame';
import { errors } from '../errors.js';
import { Uids } from '../storage/neurons.js';

/** The uid of a hotkey; throws NotRegistered. */
export function uidOf(ctx: Context, netuid: number, hotkey: AccountId): number {
  const uid = Uids.get(ctx, netuid, hotkey);
  if (uid === undefined) throw errors.fail('NotRegistered');
  return uid;
}
