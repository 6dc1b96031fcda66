import type { Forecast } from '../api.js';
import { ASK } from '../emission/emission-link.js';
import type { ExplorerParts } from './explorer-parts.js';
import { paceOf } from './pace.js';

/** What a subnet's neurons earn from here on, at the pace of the recent blocks. @throws ServiceError NO_EMISSION_SERVICE, EPOCH_UNKNOWN. */
export async function readForecast({ chain, emission }: ExplorerParts, netuid: number): Promise<Forecast> {
  // 0: the emission service takes Finney's.
  const blockMilliseconds = paceOf(chain.recent).blockMilliseconds ?? 0;
  const answer = await emission.client.forecast({ netuid, blockMilliseconds }, ASK);
  return {
    block: Number(answer.block),
    neurons: answer.neurons.map(({ uid, perDayRao, ownerPerDayRao, apyBasisPoints }) => ({
      uid,
      perDayRao: perDayRao.toString(),
      ownerPerDayRao: ownerPerDayRao.toString(),
      apyBasisPoints: apyBasisPoints?.toString() ?? null,
    })),
    assumptions: answer.assumptions,
  };
}
