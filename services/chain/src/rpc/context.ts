import type { Hex } from '@yumanet/frame';
import type { ChainSpec } from '../chain-spec/schema.js';
import type { Chain } from '../node/chain.js';
import { isUnreadable } from '../errors.js';
import { RuntimeApi } from '../node/runtime/runtime-api.js';
import { Overlay } from '../node/state/overlay.js';
import type { StateView } from '../node/state/state-view.js';
import type { Params } from './params.js';
import { rpcErrors } from './rpc-error.js';
import type { Session } from './session.js';
import type { Subscriptions } from './subscriptions.js';

/** What every method may use. One per message. */
export interface RpcContext {
  readonly chain: Chain;
  readonly spec: ChainSpec;
  readonly nodeName: string;
  readonly nodeVersion: string;
  /** Names of all methods served. */
  readonly methodNames: readonly string[];
  readonly subscriptions: Subscriptions;
  /** What the connection keeps between requests; HTTP has none. */
  readonly session: Session | undefined;
}

/** What is the same for all clients. */
export type NodeContext = Omit<RpcContext, 'subscriptions' | 'session'>;

/** One JSON-RPC method: a function of its own file, of its wire name. */
export type RpcMethod = (context: RpcContext, params: Params) => unknown;

/** The number of a block that a client named, the newest if it named none. */
export function blockNumber({ chain }: RpcContext, hash: Hex | undefined): number {
  if (hash === undefined) return chain.store.head;
  const number = chain.store.numberOf(hash);
  if (number === undefined) {
    throw rpcErrors.client(`UnknownBlock: Header was not found in the database: 0x${hash}`);
  }
  return number;
}

/** The state after a block that a client named. The words are those that the Python client looks for. */
export function stateAt(context: RpcContext, hash: Hex | undefined): StateView {
  const number = blockNumber(context, hash);
  const { store } = context.chain;
  if (number < store.oldestState) {
    throw rpcErrors.client(`Api called for an unknown Block: State already discarded for 0x${hash ?? ''}`);
  }
  return store.stateAt(number);
}

/** Calls a function of the runtime over a block's state; what it writes is thrown away. */
export function callRuntime(
  context: RpcContext,
  method: string,
  input: Uint8Array,
  hash: Hex | undefined,
): Uint8Array {
  const { runtime, host, store } = context.chain;
  if (!runtime.exports.has(method)) {
    throw rpcErrors.client(`Execution failed: Other: Exported method ${method} is not found`);
  }
  const state = stateAt(context, hash);
  const isHead = hash === undefined || store.numberOf(hash) === store.head;
  const overlay = new Overlay(state, isHead ? (changes) => store.tree.update(changes) : undefined);
  try {
    return new RuntimeApi(runtime, overlay, host).call(method, input);
  } catch (error) {
    if (isUnreadable(error)) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw rpcErrors.client(`Execution failed: Execution aborted due to panic: ${text}`);
  }
}
