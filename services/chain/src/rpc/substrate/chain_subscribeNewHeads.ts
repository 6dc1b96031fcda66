import type { RpcMethod } from '../context.js';
import { headerText } from './header-json.js';

/** Headers of new best blocks, the newest first of all. */
export const chain_subscribeNewHeads: RpcMethod = ({ chain, subscriptions }) => {
  const sink = subscriptions.open('chain_newHead');
  sink.send(headerText(chain.store.header(chain.store.head)!));
  sink.onEnd(chain.events.on('imported', ({ block }) => sink.send(headerText(block.header))));
  return sink.id;
};
