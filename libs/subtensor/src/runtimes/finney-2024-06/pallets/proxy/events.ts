import { AccountId32, DispatchResultType, H256, eventsOf, u16, u32, v, variant } from '@yumanet/frame';
import { ProxyType } from './types.js';

const relation = { delegator: AccountId32, delegatee: AccountId32, proxy_type: ProxyType, delay: u32 };

export const Event = variant('pallet_proxy::pallet::Event', {
  ProxyExecuted: v(0, { result: DispatchResultType }),
  PureCreated: v(1, {
    pure: AccountId32,
    who: AccountId32,
    proxy_type: ProxyType,
    disambiguation_index: u16,
  }),
  Announced: v(2, { real: AccountId32, proxy: AccountId32, call_hash: H256 }),
  ProxyAdded: v(3, relation),
  ProxyRemoved: v(4, relation),
});

export const deposit = eventsOf('Proxy', Event);
