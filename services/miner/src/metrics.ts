import { Counter, DURATION_BUCKETS, Gauge, Histogram, type Registry } from '@yumanet/service-kit';

/** What operators watch. */
export function minerMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'yumanet_miner_requests_total',
      help: 'Requests at the axon by outcome: OK, or the code of the refusal.',
      labelNames: ['code'] as const,
      registers,
    }),
    handlerSeconds: new Histogram({
      name: 'yumanet_miner_handler_seconds',
      help: 'From the handler’s queue to its answer.',
      buckets: DURATION_BUCKETS,
      registers,
    }),
    waiting: new Gauge({
      name: 'yumanet_miner_waiting',
      help: 'Requests that wait for the handler or are with it.',
      registers,
    }),
    restarts: new Counter({
      name: 'yumanet_miner_handler_restarts_total',
      help: 'Handler processes that were replaced.',
      registers,
    }),
  };
}

export type MinerMetrics = ReturnType<typeof minerMetrics>;
