import type { OuterCall } from '@yumanet/frame';
import type { ProxyTypeName } from './types.js';

const isOf = (call: OuterCall, ...pallets: readonly string[]): boolean => pallets.includes(call.type);

const isSubtensor = (call: OuterCall, ...names: readonly string[]): boolean =>
  call.type === 'SubtensorModule' && names.includes(call.value.type);

/** Which calls a proxy of each type may make. Upstream: `InstanceFilter for ProxyType`, runtime/src/lib.rs. */
const ALLOWS: Readonly<Record<ProxyTypeName, (call: OuterCall) => boolean>> = {
  Any: () => true,
  NonTransfer: (call) => !isOf(call, 'Balances'),
  NonFungibile: (call) =>
    !isOf(call, 'Balances') &&
    !isSubtensor(call, 'add_stake', 'remove_stake', 'burned_register', 'root_register'),
  Owner: (call) => isOf(call, 'AdminUtils'),
  NonCritical: (call) =>
    !isSubtensor(call, 'dissolve_network', 'root_register', 'burned_register') && !isOf(call, 'Triumvirate'),
  Triumvirate: (call) => isOf(call, 'Triumvirate', 'TriumvirateMembers'),
  Senate: (call) => isOf(call, 'SenateMembers'),
  Governance: (call) => isOf(call, 'SenateMembers', 'Triumvirate', 'TriumvirateMembers'),
  Staking: (call) => isSubtensor(call, 'add_stake', 'remove_stake'),
  Registration: (call) => isSubtensor(call, 'burned_register', 'register'),
};

export const allows = (type: ProxyTypeName, call: OuterCall): boolean => ALLOWS[type](call);

/** Whether `a` may do all that `b` may. */
export function isSuperset(a: ProxyTypeName, b: ProxyTypeName): boolean {
  if (a === b || a === 'Any') return true;
  if (b === 'Any') return false;
  if (a === 'NonTransfer') return true;
  return a === 'Governance' && (b === 'Triumvirate' || b === 'Senate');
}
