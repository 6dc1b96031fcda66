import type { Middleware } from '@yumanet/service-kit';
import { hasCode } from '@yumanet/service-kit';
import type { Connections } from './connections.js';

/** What is no message at all never reaches the axon's handlers: it counts here. */
export function guardMiddleware(connections: Connections): Middleware {
  return async ({ peer }, next) => {
    try {
      await next();
    } catch (error) {
      if (hasCode(error, 'BAD_MESSAGE')) connections.fault(peer, 1);
      throw error;
    }
  };
}
