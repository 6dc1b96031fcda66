import { signed, withFilter, type AccountId, type Context, type OuterCall } from '@yumanet/frame';
import { toResult } from '../../result.js';
import { deposit } from './events.js';
import { allows, isSuperset } from './proxy-type.js';
import type { Definition, ProxyTypeValue } from './types.js';

/** A proxy may not make itself or others stronger than it is. */
function mayCall({ proxy_type: { type } }: Definition, call: OuterCall): boolean {
  if (call.type === 'Proxy') {
    const { type: name, value } = call.value;
    if (name === 'add_proxy' || name === 'remove_proxy') {
      const { proxy_type } = value as { readonly proxy_type: ProxyTypeValue };
      if (!isSuperset(type, proxy_type.type)) return false;
    }
    if ((name === 'remove_proxies' || name === 'kill_pure') && type !== 'Any') return false;
  }
  return allows(type, call);
}

/** Dispatches a call for the real account; how it went is an event, not an error. */
export function executeProxy(ctx: Context, definition: Definition, real: AccountId, call: OuterCall): void {
  const origin = withFilter(signed(real), (inner) => mayCall(definition, inner));
  deposit(ctx, 'ProxyExecuted', { result: toResult(ctx.dispatch(call, origin)) });
}
