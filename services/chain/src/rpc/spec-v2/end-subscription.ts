import type { RpcMethod } from '../context.js';

/** `(subscription)`: ends it. Serves every stop and unwatch method of the specification, which answer null. */
export const endSubscription: RpcMethod = ({ subscriptions }, params) => {
  subscriptions.close(params.string(0, 'subscription'));
  return null;
};
