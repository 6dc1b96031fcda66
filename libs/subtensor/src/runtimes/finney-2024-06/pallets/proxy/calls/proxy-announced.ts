import {
  DispatchFailure,
  MultiAddress,
  RuntimeCall,
  addWeight,
  blake2_256,
  defineCall,
  ensureSigned,
  option,
  toHex,
} from '@yumanet/frame';
import { db } from '../../../limits.js';
import { lookup } from '../../../lookup.js';
import { Number_ } from '../../system/storage.js';
import { editAnnouncements } from '../announcements.js';
import { findDefinition } from '../definitions.js';
import { errors } from '../errors.js';
import { executeProxy } from '../execute.js';
import { ProxyType } from '../types.js';
import * as weights from '../weights.js';

/** Dispatches a call that was announced long enough ago. Anybody may send it. */
export const proxyAnnounced = defineCall({
  index: 9,
  name: 'proxy_announced',
  args: {
    delegate: MultiAddress,
    real: MultiAddress,
    force_proxy_type: option(ProxyType),
    call: RuntimeCall,
  },
  origin: ensureSigned,
  weight: ({ call }, ctx) => addWeight(weights.proxyAnnounced(ctx), db(1, 1), ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _sender, args) => {
    const [delegate, real] = [lookup(args.delegate), lookup(args.real)];
    const definition = findDefinition(ctx, real, delegate, args.force_proxy_type?.type);
    const hash = toHex(blake2_256(ctx.encodeCall(args.call)));
    const now = Number_.get(ctx);
    try {
      editAnnouncements(
        ctx,
        delegate,
        (each) =>
          each.real !== real || each.call_hash !== hash || Math.max(now - each.height, 0) < definition.delay,
      );
    } catch (error) {
      if (!(error instanceof DispatchFailure)) throw error;
      throw errors.fail('Unannounced');
    }
    executeProxy(ctx, definition, real, args.call);
  },
});
