import type { RpcMethod } from '../context.js';
import { headerJson } from './header-json.js';

/** Headers of final blocks, the newest first of all. */
export const chain_subscribeFinalizedHeads: RpcMethod = ({ chain, subscriptions }) => {
  const sink = subscriptions.open('chain_finalizedHead');
  sink.send(headerJson(chain.store.header(chain.store.finalised)!));
  sink.onEnd(chain.events.on('finalised', ({ block }) => sink.send(headerJson(block.header))));
  return sink.id;
};
