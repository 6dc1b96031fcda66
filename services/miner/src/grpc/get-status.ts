import type { GetForecastResponse, GetStatusResponse, MinerServiceService } from '@yumanet/proto/miner/v1';
import type { Handlers } from '@yumanet/service-kit';
import { minerError } from '../errors.js';
import type { DatedForecast } from '../forecast/read-forecast.js';
import type { MinerMetrics } from '../metrics.js';

export interface StatusParts {
  readonly hotkey: string;
  readonly netuid: number;
  readonly mechanism: string;
  readonly backend: string;
  readonly axonAddress: () => string;
  readonly uid: () => number | undefined;
  readonly facts: () => Readonly<Record<string, number>> | undefined;
  readonly metrics: MinerMetrics;
  readonly forecast: (uid: number) => Promise<DatedForecast>;
}

/** MinerService. */
export const minerHandlers = (parts: StatusParts): Handlers<typeof MinerServiceService> => ({
  getStatus: () => getStatus(parts),
  getForecast: () => getForecast(parts),
});

async function getStatus(parts: StatusParts): Promise<GetStatusResponse> {
  const { hotkey, netuid, mechanism, backend, axonAddress, uid, facts, metrics } = parts;
  const { values } = await metrics.requests.get();
  return {
    hotkey,
    netuid,
    uid: uid(),
    mechanism,
    backend,
    axonAddress: axonAddress(),
    handlerReady: facts() !== undefined,
    modelFacts: Object.entries(facts() ?? {}).map(([name, value]) => ({ name, value })),
    requests: values.map(({ labels, value }) => ({ code: String(labels.code), count: BigInt(value) })),
  };
}

async function getForecast({ uid, hotkey, netuid, forecast }: StatusParts): Promise<GetForecastResponse> {
  const own = uid();
  if (own === undefined) {
    const data = { netuid, hotkey };
    throw minerError('NOT_REGISTERED', `${hotkey}: expected a uid, got none now (netuid=${netuid})`, data);
  }
  const { block, ...rest } = await forecast(own);
  return { ...rest, block: BigInt(block) };
}
