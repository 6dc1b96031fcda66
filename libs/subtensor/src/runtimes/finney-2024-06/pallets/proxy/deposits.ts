import type { AccountId, Context } from '@yumanet/frame';
import { reserve, unreserve } from '../balances/reserve.js';
import {
  AnnouncementDepositBase,
  AnnouncementDepositFactor,
  ProxyDepositBase,
  ProxyDepositFactor,
} from './constants.js';

/** Rao reserved for so many proxies. */
export const proxyDeposit = (ctx: Context, count: number): bigint =>
  count === 0 ? 0n : ctx.constant(ProxyDepositBase) + ctx.constant(ProxyDepositFactor) * BigInt(count);

/** Rao reserved for so many announcements. */
export const announcementDeposit = (ctx: Context, count: number): bigint =>
  count === 0
    ? 0n
    : ctx.constant(AnnouncementDepositBase) + ctx.constant(AnnouncementDepositFactor) * BigInt(count);

/** Reserves more or frees what is too much. */
export function adjustDeposit(ctx: Context, who: AccountId, before: bigint, after: bigint): void {
  if (after > before) reserve(ctx, who, after - before);
  else unreserve(ctx, who, before - after);
}
