import type { RpcMethod } from '../context.js';
import { headerText } from './header-json.js';

/** Headers of all imported blocks; without forks the same as new heads. */
export const chain_subscribeAllHeads: RpcMethod = ({ chain, subscriptions }) => {
  const sink = subscriptions.open('chain_allHead');
  sink.send(headerText(chain.store.header(chain.store.head)!));
  sink.onEnd(chain.events.on('imported', ({ block }) => sink.send(headerText(block.header))));
  return sink.id;
};
