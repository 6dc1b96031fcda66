import type { RpcMethod } from '../context.js';
import { headerText } from './header-json.js';

/** Headers of final blocks, the newest first of all. */
export const chain_subscribeFinalizedHeads: RpcMethod = ({ chain, subscriptions }) => {
  const sink = subscriptions.open('chain_finalizedHead');
  sink.send(headerText(chain.store.header(chain.store.finalised)!));
  sink.onEnd(chain.events.on('finalised', ({ block }) => sink.send(headerText(block.header))));
  return sink.id;
};
