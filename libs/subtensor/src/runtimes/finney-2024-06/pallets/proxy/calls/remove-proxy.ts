import { MultiAddress, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { removeDefinition } from '../definitions.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Takes that right back. */
export const removeProxy = defineCall({
  index: 2,
  name: 'remove_proxy',
  args: { delegate: MultiAddress, proxy_type: ProxyType, delay: u32 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.removeProxy(ctx),
  run: (ctx, who, { delegate, proxy_type, delay }) =>
    removeDefinition(ctx, who, { delegate: lookup(delegate), proxy_type, delay }),
});
