import type { OuterCall } from '../pallet/call.js';
import { failure } from './failure.js';

/** Who asks: the runtime's OriginCaller enum (`system` holds Root, Signed and None). */
export interface OriginCaller {
  readonly type: string;
  readonly value: { readonly type: string; readonly value?: unknown };
}

/** An origin and the filters that its calls must pass (a proxy's type, for one). Root passes every filter. */
export interface Origin {
  readonly caller: OriginCaller;
  readonly filters: readonly ((call: OuterCall) => boolean)[];
}

/** An origin that must pass one more filter. */
export const withFilter = (origin: Origin, filter: (call: OuterCall) => boolean): Origin => ({
  caller: origin.caller,
  filters: [...origin.filters, filter],
});

/** An origin from its caller, without filters. */
export const originOf = (caller: OriginCaller): Origin => ({ caller, filters: [] });

/** 32-byte account id as hex. */
export type AccountId = string;

const system = (type: string, value?: unknown): Origin => ({
  caller: { type: 'system', value: { type, value } },
  filters: [],
});

export const ROOT: Origin = system('Root');
export const NONE: Origin = system('None');
export const signed = (who: AccountId): Origin => system('Signed', who);

export const isRoot = ({ caller }: Origin): boolean =>
  caller.type === 'system' && caller.value.type === 'Root';

/** The signer, or undefined for any other origin. */
export const signer = ({ caller }: Origin): AccountId | undefined =>
  caller.type === 'system' && caller.value.type === 'Signed' ? (caller.value.value as AccountId) : undefined;

/** The signer; BadOrigin for any other origin. */
export function ensureSigned(origin: Origin): AccountId {
  const who = signer(origin);
  if (who === undefined) throw failure('BadOrigin');
  return who;
}

export function ensureRoot(origin: Origin): void {
  if (!isRoot(origin)) throw failure('BadOrigin');
}

export function ensureNone({ caller }: Origin): void {
  if (caller.type !== 'system' || caller.value.type !== 'None') throw failure('BadOrigin');
}

/** The signer, or undefined for root; BadOrigin for the rest. */
export function ensureSignedOrRoot(origin: Origin): AccountId | undefined {
  return isRoot(origin) ? undefined : ensureSigned(origin);
}
