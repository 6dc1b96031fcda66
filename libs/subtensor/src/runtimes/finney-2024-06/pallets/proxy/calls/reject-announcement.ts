import { H256, MultiAddress, defineCall, ensureSigned } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { editAnnouncements } from '../announcements.js';
import * as weights from '../weights.js';

/** Refuses a proxy's announcement; its deposit goes back to the proxy. */
export const rejectAnnouncement = defineCall({
  index: 8,
  name: 'reject_announcement',
  args: { delegate: MultiAddress, call_hash: H256 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.rejectAnnouncement(ctx),
  run: (ctx, who, { delegate, call_hash }) =>
    editAnnouncements(ctx, lookup(delegate), (each) => each.real !== who || each.call_hash !== call_hash),
});
