import { H256, MultiAddress, defineCall, ensureSigned } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { editAnnouncements } from '../announcements.js';
import * as weights from '../weights.js';

/** Takes the signer's own announcement back. */
export const removeAnnouncement = defineCall({
  index: 7,
  name: 'remove_announcement',
  args: { real: MultiAddress, call_hash: H256 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.removeAnnouncement(ctx),
  run: (ctx, who, { real, call_hash }) => {
    const account = lookup(real);
    editAnnouncements(ctx, who, (each) => each.real !== account || each.call_hash !== call_hash);
  },
});
