import {
  SPEC_185_PARAMETERS,
  askStateParts,
  createFinney202406,
  readBlockMoney,
  readEconomy,
  type BlockMoney,
  type EconomyState,
  type StateParts,
} from '@yumanet/subtensor';
import type { YumaEngine } from '@yumanet/yuma-core';
import { readParts, type StateReads } from './read-parts.js';

export interface EconomyAt {
  readonly state: EconomyState;
  readonly money: BlockMoney;
}

/** Reads the economy after a block from a chain. @param hash hex without 0x. @throws ServiceError as the chain's gRPC. */
export type ReadEconomyAt = (hash: string, alsoOf: Iterable<string>) => Promise<EconomyAt>;

/**
 * PERF: one call of the chain per block as a rule: what a block's economy is in, the last one's was in too. A block that
 * pays others, or after a subnet's first epoch, takes two more.
 *
 * @param yuma is never asked: reading runs no epoch.
 */
export function economyReader(chain: StateReads, yuma: YumaEngine): ReadEconomyAt {
  // Whatever a network switches on is in it: its events decode too.
  const runtime = createFinney202406({ parameters: { ...SPEC_185_PARAMETERS, slashing: {} }, yuma });
  let hint: StateParts | undefined;
  return async (hash, alsoOf) => {
    const also = [...alsoOf];
    const { answer, read } = await askStateParts(
      runtime,
      (parts) => readParts(chain, hash, parts),
      (ctx) => ({ state: readEconomy(ctx, also), money: readBlockMoney(ctx) }),
      hint,
    );
    hint = read;
    return answer;
  };
}
