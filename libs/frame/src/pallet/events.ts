import type { Context } from '../context.js';
import type { Type } from '../types/type.js';

export interface EventValue {
  readonly type: string;
  readonly value?: unknown;
}

type Payload<E extends EventValue, N extends E['type']> =
  Extract<E, { type: N }> extends { value: infer P } ? [payload: P] : [];

/** Deposits one of a pallet's events: `deposit(ctx, 'Transfer', { from, to, amount })`. */
export type Deposit<E extends EventValue> = <N extends E['type']>(
  ctx: Context,
  name: N,
  ...payload: Payload<E, N>
) => void;

/** The depositing function of a pallet whose event enum is `type`. */
export function eventsOf<E extends EventValue>(pallet: string, _type: Type<E>): Deposit<E> {
  return (ctx, name, ...payload) => ctx.deposit(pallet, { type: name, value: payload[0] });
}
