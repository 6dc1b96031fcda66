import { MultiAddress, compact, defineCall, ensureSigned, u16, u32 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { unreserve } from '../../balances/reserve.js';
import { errors } from '../errors.js';
import { pureAccount } from '../pure-account.js';
import { Proxies } from '../storage.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Gives a keyless account up, by itself: whatever it holds is lost. */
export const killPure = defineCall({
  index: 5,
  name: 'kill_pure',
  args: {
    spawner: MultiAddress,
    proxy_type: ProxyType,
    index: u16,
    height: compact(u32),
    ext_index: compact(u32),
  },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.killPure(ctx),
  run: (ctx, who, { spawner, proxy_type, index, height, ext_index }) => {
    const account = lookup(spawner);
    if (pureAccount(ctx, account, proxy_type, index, height, ext_index) !== who)
      throw errors.fail('NoPermission');
    const [, reserved] = Proxies.take(ctx, who);
    unreserve(ctx, account, reserved);
  },
});
