import { MultiAddress, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { addDefinition } from '../definitions.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Lets another account act for the signer. */
export const addProxy = defineCall({
  index: 1,
  name: 'add_proxy',
  args: { delegate: MultiAddress, proxy_type: ProxyType, delay: u32 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.addProxy(ctx),
  run: (ctx, who, { delegate, proxy_type, delay }) =>
    addDefinition(ctx, who, { delegate: lookup(delegate), proxy_type, delay }),
});
