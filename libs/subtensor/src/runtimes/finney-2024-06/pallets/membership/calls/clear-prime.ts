import { defineCall, ensureRoot, type Call } from '@yumanet/frame';
import type { Membership } from '../membership.js';
import * as weights from '../weights.js';

/** No member is the prime any more. Root. */
export const clearPrime = ({ Prime, observer }: Membership): Call =>
  defineCall({
    index: 6,
    name: 'clear_prime',
    args: {},
    origin: ensureRoot,
    weight: weights.clearPrime,
    run: (ctx) => {
      Prime.delete(ctx);
      observer?.setPrime(ctx, undefined);
    },
  });
