import { subnetToPrune as choose } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import {
  EmissionValues,
  NetworkImmunityPeriod,
  NetworkRegisteredAt,
  NetworksAdded,
} from '../storage/networks.js';

/** The network that makes room for a new one, or null when all are immune. */
export function subnetToPrune(ctx: Context): number | null {
  const subnets = [...NetworksAdded.entries(ctx)].map(([[netuid]]) => ({
    netuid,
    registeredAt: NetworkRegisteredAt.get(ctx, netuid),
    emissionRao: EmissionValues.get(ctx, netuid),
  }));
  return choose(subnets, currentBlock(ctx), NetworkImmunityPeriod.get(ctx));
}
