import { MultiAddress, defineCall, ensureSigned, type Call } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import type { Membership } from '../membership.js';
import { replace } from '../members.js';
import * as weights from '../weights.js';

/** The signing member hands its seat, and the prime's office with it, to another key. */
export const changeKey = (membership: Membership): Call =>
  defineCall({
    index: 4,
    name: 'change_key',
    args: { new: MultiAddress },
    origin: ensureSigned,
    weight: weights.changeKey(membership.maxMembers),
    run: (ctx, signer, args) => {
      const { Prime, observer, deposit } = membership;
      const key = lookup(args.new);
      if (key === signer) return {};
      const { length } = replace(ctx, membership, signer, key);
      if (Prime.get(ctx) === signer) {
        Prime.put(ctx, key);
        observer?.setPrime(ctx, key);
      }
      deposit(ctx, 'KeyChanged');
      return { actualWeight: weights.changeKey(length) };
    },
  });
