import type { Hex } from '@yumanet/frame';
import type { RpcContext } from '../context.js';
import type { Params } from '../params.js';
import { sessionOf } from '../session.js';
import type { ChainHead } from './chain-head.js';

/**
 * `(followSubscription, hash, …)`: the block that a chainHead_v1 method is about. undefined: the subscription is over,
 * which the client may not have heard yet. @throws RpcError -32801 for a block that is not pinned.
 */
export function pinnedBlock(
  context: RpcContext,
  params: Params,
): { readonly head: ChainHead; readonly hash: Hex; readonly number: number } | undefined {
  const head = followed(context, params);
  const hash = params.hash(1, 'hash');
  return head && { head, hash, number: head.numberOf(hash) };
}

/** The chain head that parameter 0 names, if it is still followed. */
export function followed(context: RpcContext, params: Params): ChainHead | undefined {
  return sessionOf(context).chainHeads.get(params.string(0, 'followSubscription'));
}
