import type { ChainReader, Decoded } from '../chain/read.js';
import { readAt } from '../chain/read.js';
import { forecast, type Forecast } from './forecast.js';

export interface DatedForecast extends Forecast {
  readonly block: number;
  readonly uid: number;
  readonly pruningScore: number;
}

/** A neuron's forecast as of the last final block. @throws ServiceError as the endpoint's reads. */
export async function readForecast(chain: ChainReader, netuid: number, uid: number): Promise<DatedForecast> {
  const head = await chain.source.head('finalized');
  const names = ['Emission', 'PruningScores', 'Tempo', 'ImmunityPeriod', 'MaxAllowedUids'];
  const limits = ['TargetRegistrationsPerInterval', 'AdjustmentInterval'];
  const [emission, scores, tempo, immunity, maxUids, target, interval] = (await readAt(
    chain,
    head.hash,
    [...names, ...limits].map((name) => [name, netuid]),
  )) as [Decoded, Decoded, Decoded, Decoded, Decoded, Decoded, Decoded];
  const pruningScores = [...scores].map((score) => score.toNumber());
  const registered = await readAt(
    chain,
    head.hash,
    pruningScores.map((_, each) => ['BlockAtRegistration', netuid, each]),
  );
  return {
    block: head.number,
    uid,
    pruningScore: pruningScores[uid] ?? 0,
    ...forecast({
      uid,
      pruningScores,
      currentBlock: BigInt(head.number),
      tempo: tempo.toBigInt(),
      emissionRao: [...emission].map((rao) => rao.toBigInt()),
      blockAtRegistration: registered.map((block) => block.toBigInt()),
      immunityPeriod: immunity.toBigInt(),
      maxAllowedUids: maxUids.toNumber(),
      targetRegistrationsPerInterval: target.toBigInt(),
      adjustmentInterval: interval.toBigInt(),
    }),
  };
}
