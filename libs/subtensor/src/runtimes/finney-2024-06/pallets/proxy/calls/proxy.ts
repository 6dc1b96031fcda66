import { MultiAddress, RuntimeCall, addWeight, defineCall, ensureSigned, option } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { lookup } from '../../../lookup.js';
import { findDefinition } from '../definitions.js';
import { errors } from '../errors.js';
import { executeProxy } from '../execute.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Dispatches a call for an account that made the signer its proxy. */
export const proxy = defineCall({
  index: 0,
  name: 'proxy',
  args: { real: MultiAddress, force_proxy_type: option(ProxyType), call: RuntimeCall },
  origin: ensureSigned,
  weight: ({ call }, ctx) => addWeight(weights.proxy(ctx), db(1, 1), ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, who, { real, force_proxy_type, call }) => {
    const account = lookup(real);
    const definition = findDefinition(ctx, account, who, force_proxy_type?.type);
    if (definition.delay !== 0) throw errors.fail('Unannounced');
    executeProxy(ctx, definition, account, call);
  },
});
