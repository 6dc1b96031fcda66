import { defineCall, ensureSigned, u16, u32 } from '@yumanet/frame';
import { reserve } from '../../balances/reserve.js';
import { extrinsicIndex } from '../../system/port.js';
import { Number_ } from '../../system/storage.js';
import { proxyDeposit } from '../deposits.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { pureAccount } from '../pure-account.js';
import { Proxies } from '../storage.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Makes an account without a key, whose proxy is the signer. */
export const createPure = defineCall({
  index: 4,
  name: 'create_pure',
  args: { proxy_type: ProxyType, delay: u32, index: u16 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.createPure(ctx),
  run: (ctx, who, { proxy_type, delay, index }) => {
    const pure = pureAccount(ctx, who, proxy_type, index, Number_.get(ctx), extrinsicIndex(ctx));
    if (Proxies.exists(ctx, pure)) throw errors.fail('Duplicate');
    const amount = proxyDeposit(ctx, 1);
    reserve(ctx, who, amount);
    Proxies.put(ctx, pure, [[{ delegate: who, proxy_type, delay }], amount]);
    deposit(ctx, 'PureCreated', { pure, who, proxy_type, disambiguation_index: index });
  },
});
