import { defineCall, ensureSigned } from '@yumanet/frame';
import { unreserve } from '../../balances/reserve.js';
import { Proxies } from '../storage.js';
import * as weights from '../weights.js';

/** Takes every such right back. */
export const removeProxies = defineCall({
  index: 3,
  name: 'remove_proxies',
  args: {},
  origin: ensureSigned,
  weight: (_args, ctx) => weights.removeProxies(ctx),
  run: (ctx, who) => {
    const [, reserved] = Proxies.take(ctx, who);
    unreserve(ctx, who, reserved);
  },
});
