import type { AccountId, Context } from '@yumanet/frame';
import { MaxProxies } from './constants.js';
import { adjustDeposit, proxyDeposit } from './deposits.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { Proxies } from './storage.js';
import { ProxyType, type Definition, type ProxyTypeName } from './types.js';

const rank = (name: ProxyTypeName): number =>
  ProxyType.def.kind === 'variant' ? ProxyType.def.variants.findIndex((each) => each.name === name) : 0;

/** Order of definitions: delegate, type, delay. */
function compare(a: Definition, b: Definition): number {
  if (a.delegate !== b.delegate) return a.delegate < b.delegate ? -1 : 1;
  return rank(a.proxy_type.type) - rank(b.proxy_type.type) || a.delay - b.delay;
}

const eventOf = (delegator: AccountId, { delegate, proxy_type, delay }: Definition) => ({
  delegator,
  delegatee: delegate,
  proxy_type,
  delay,
});

/** Throws NoSelfProxy, Duplicate, TooMany, or what reserving the deposit throws. */
export function addDefinition(ctx: Context, who: AccountId, definition: Definition): void {
  if (who === definition.delegate) throw errors.fail('NoSelfProxy');
  const [proxies, before] = Proxies.get(ctx, who);
  if (proxies.some((other) => compare(other, definition) === 0)) throw errors.fail('Duplicate');
  if (proxies.length >= ctx.constant(MaxProxies)) throw errors.fail('TooMany');
  const next = [...proxies, definition].sort(compare);
  const after = proxyDeposit(ctx, next.length);
  adjustDeposit(ctx, who, before, after);
  Proxies.put(ctx, who, [next, after]);
  deposit(ctx, 'ProxyAdded', eventOf(who, definition));
}

/** Throws NotFound. */
export function removeDefinition(ctx: Context, who: AccountId, definition: Definition): void {
  const [proxies, before] = Proxies.get(ctx, who);
  const next = proxies.filter((other) => compare(other, definition) !== 0);
  if (next.length === proxies.length) throw errors.fail('NotFound');
  const after = proxyDeposit(ctx, next.length);
  adjustDeposit(ctx, who, before, after);
  if (next.length === 0) Proxies.delete(ctx, who);
  else Proxies.put(ctx, who, [next, after]);
  deposit(ctx, 'ProxyRemoved', eventOf(who, definition));
}

/** The first definition that lets `delegate` act for `real`; throws NotProxy. */
export function findDefinition(
  ctx: Context,
  real: AccountId,
  delegate: AccountId,
  type: ProxyTypeName | undefined,
): Definition {
  const [proxies] = Proxies.get(ctx, real);
  const found = proxies.find(
    (each) => each.delegate === delegate && (type === undefined || each.proxy_type.type === type),
  );
  if (found === undefined) throw errors.fail('NotProxy');
  return found;
}
