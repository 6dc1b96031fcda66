import type { Budget } from './budget.js';
import type { RpcContext } from './context.js';
import { rpcErrors } from './rpc-error.js';
import type { Broadcast } from './spec-v2/broadcast.js';
import type { ChainHead } from './spec-v2/chain-head.js';
import type { DescendantDigests } from './spec-v2/descendant-digests.js';

/** What one connection keeps from one request to the next. */
export interface Session {
  /** Chain heads followed, by subscription: each ends with it. */
  readonly chainHeads: Map<string, ChainHead>;
  /** Transactions broadcast, by operation. */
  readonly broadcasts: Map<string, Broadcast>;
  readonly digests: DescendantDigests;
  /** Storage keys that its subscriptions watch: each block looks at all of them. */
  readonly watchedKeys: Budget;
}

/** The session of the connection that asks. @throws RpcError over HTTP, which has none. */
export function sessionOf({ session }: RpcContext): Session {
  if (session === undefined) throw rpcErrors.needsSocket();
  return session;
}

/** The connection is gone. */
export function endSession({ broadcasts }: Session): void {
  for (const broadcast of broadcasts.values()) broadcast.stop();
  broadcasts.clear();
}
