import { AccountId32, defineCall, option, u32, vec } from '@yumanet/frame';
import { MAX_PROPOSALS } from '../limits.js';
import { ensureNever } from '../origin.js';
import * as weights from '../weights.js';

/** In this runtime nobody may, root neither: the list is TriumvirateMembers'. */
export const setMembers = defineCall({
  index: 0,
  name: 'set_members',
  args: { new_members: vec(AccountId32), prime: option(AccountId32), old_count: u32 },
  origin: ensureNever,
  weight: ({ old_count }) => weights.setMembers(old_count, MAX_PROPOSALS),
  class: 'Operational',
  run: () => undefined,
});
