/**
 * Which subnet makes room for a new one in 2024: among those out of immunity the lowest emission value, then the
 * oldest; at an equal block the one that storage lists last (the highest netuid, while netuids are below 256).
 * Source: subtensor `root.rs` get_subnet_to_prune, user_add_network at abe7a8a67.
 */
import { ROOT_NETUID } from './constants.js';

export interface PrunableSubnet {
  readonly netuid: number;
  /** NetworkRegisteredAt. */
  readonly registeredAt: bigint;
  /** EmissionValues, rao per block. */
  readonly emissionRao: bigint;
}

/** The netuid to dissolve, or null when all are immune. `subnets` in storage order; root is never pruned. */
export function subnetToPrune(
  subnets: readonly PrunableSubnet[],
  currentBlock: bigint,
  immunityPeriod: bigint,
): number | null {
  let worst: PrunableSubnet | null = null;
  for (const subnet of subnets) {
    const age = currentBlock > subnet.registeredAt ? currentBlock - subnet.registeredAt : 0n;
    if (subnet.netuid === ROOT_NETUID || age < immunityPeriod) continue;
    if (worst === null || !isBetter(subnet, worst)) worst = subnet;
  }
  return worst?.netuid ?? null;
}

function isBetter(a: PrunableSubnet, b: PrunableSubnet): boolean {
  if (a.emissionRao !== b.emissionRao) return a.emissionRao > b.emissionRao;
  return a.registeredAt > b.registeredAt;
}

/** The lowest free netuid above root; used while the limit (which does not count root) is not reached. */
export function nextNetuid(existing: ReadonlySet<number>): number {
  let netuid = ROOT_NETUID + 1;
  while (existing.has(netuid)) netuid++;
  return netuid;
}
