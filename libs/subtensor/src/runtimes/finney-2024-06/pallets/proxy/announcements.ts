import type { AccountId, Context } from '@yumanet/frame';
import { adjustDeposit, announcementDeposit } from './deposits.js';
import { errors } from './errors.js';
import { Announcements } from './storage.js';
import type { AnnouncementValue } from './types.js';

/** Drops the announcements that `keep` refuses; throws NotFound when it refuses none. */
export function editAnnouncements(
  ctx: Context,
  delegate: AccountId,
  keep: (announcement: AnnouncementValue) => boolean,
): void {
  const [pending, before] = Announcements.get(ctx, delegate);
  const next = pending.filter(keep);
  if (next.length === pending.length) throw errors.fail('NotFound');
  const after = announcementDeposit(ctx, next.length);
  adjustDeposit(ctx, delegate, before, after);
  if (next.length === 0) Announcements.delete(ctx, delegate);
  else Announcements.put(ctx, delegate, [next, after]);
}
