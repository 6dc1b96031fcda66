import { ClientRates, networkOfAddress } from '../client-rates.js';
import type { Clock } from '../clock.js';
import { kitError } from '../errors.js';
import type { Middleware, ServerCall } from './server-call.js';

/** Only certificates of these names get an answer; it needs mTLS. */
export function identityMiddleware(clients: readonly string[]): Middleware {
  const allowed = new Set(clients);
  return async ({ identity, path }, next) => {
    if (identity === undefined || !allowed.has(identity)) {
      const got = identity === undefined ? 'none' : JSON.stringify(identity.slice(0, 80));
      const what = `${path}: expected a certificate of one of this service’s clients, got ${got}`;
      throw kitError('PERMISSION_DENIED', what, { identity: identity ?? '' });
    }
    await next();
  };
}

/** So many calls a second of each client; the next is refused at once. */
export function rateMiddleware(rate: number, clock: Clock): Middleware {
  const rates = new ClientRates({ clock, rate });
  return async (call, next) => {
    const retryMs = rates.take(clientOf(call));
    if (retryMs > 0) {
      const what = `calls: expected at most ${rate} per second of one client, got more; again in ${retryMs} ms`;
      throw kitError('RATE_LIMITED', what, { rate, retryMs });
    }
    await next();
  };
}

/** Whoever shows a certificate is known by it, wherever it comes from. */
function clientOf({ identity, peer }: ServerCall): string {
  return identity === undefined ? networkOfAddress(peer.slice(0, peer.lastIndexOf(':'))) : `CN=${identity}`;
}
