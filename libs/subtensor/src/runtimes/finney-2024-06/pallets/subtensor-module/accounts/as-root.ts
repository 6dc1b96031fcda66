import { ROOT, type Context, type OuterCall, type PostInfo } from '@yumanet/frame';
import { rethrow, toResult } from '../../../result.js';
import { deposit } from '../events.js';

/** Dispatches a call as root and tells. A failure is passed on, so that what was told is undone with it. */
export function asRoot(ctx: Context, call: OuterCall): PostInfo {
  const result = ctx.dispatchBypassFilter(call, ROOT);
  deposit(ctx, 'Sudid', toResult(result));
  if (!result.ok) throw rethrow(result.error, result.post);
  return result.post;
}
