import type { RpcMethod } from '../context.js';

/** `(id)` → whether there was such a subscription. Serves every unsubscribe method. */
export const unsubscribe: RpcMethod = ({ subscriptions }, params) => {
  const id: unknown = params.raw(0);
  return (typeof id === 'string' || typeof id === 'number') && subscriptions.close(String(id));
};
