import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { ServingRateLimit } from '../storage/limits.js';
import { sub } from '../u64.js';

/** The named checks of serving, each as upstream names it. */

const IPV4 = 4;
const IPV6 = 6;
const U32_MAX = 0xffff_ffffn;
const U128_MAX = (1n << 128n) - 1n;
const IPV4_LOCALHOST = 0x7f00_0001n;
const IPV6_LOCALHOST = 1n;

export const isValidIpType = (ipType: number): boolean => ipType === IPV4 || ipType === IPV6;

/** Any address but none, broadcast and localhost. Private ranges pass, as upstream. `ip` is the address as an integer. */
export function isValidIpAddress(ipType: number, ip: bigint): boolean {
  if (ip === 0n) return false;
  if (ipType === IPV4) return ip < U32_MAX && ip !== IPV4_LOCALHOST;
  return ipType === IPV6 && ip !== U128_MAX && ip !== IPV6_LOCALHOST;
}

/**
 * Whether an entry last written at block `lastServed` may be written again: a limit of 0 limits nothing, and block 0
 * reads as never. Upstream: `axon_passes_rate_limit`, `prometheus_passes_rate_limit`.
 */
export function passesServingRateLimit(ctx: Context, netuid: number, lastServed: bigint): boolean {
  const limit = ServingRateLimit.get(ctx, netuid);
  return limit === 0n || lastServed === 0n || sub(currentBlock(ctx), lastServed) >= limit;
}
