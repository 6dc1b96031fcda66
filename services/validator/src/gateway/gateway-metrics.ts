import { Counter, DURATION_BUCKETS, Gauge, Histogram, type Registry } from '@yumanet/service-kit';

/** What operators watch of the gateway. */
export function gatewayMetrics(
  registry: Registry,
  now: { readonly taken: () => number; readonly waiting: () => number; readonly miners: () => number },
) {
  const registers = [registry];
  const live = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `yumanet_gateway_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  live('open_queries', 'Queries that have a place.', now.taken);
  live('waiting_queries', 'Queries that wait for a place.', now.waiting);
  live('miners', 'Miners that can be asked.', now.miners);
  return {
    block: new Gauge({
      name: 'yumanet_gateway_block',
      help: 'Last final block whose deposits are in the books.',
      registers,
    }),
    deposits: new Counter({
      name: 'yumanet_gateway_deposits_total',
      help: 'Deposits: of a client, or of nobody yet.',
      labelNames: ['of'] as const,
      registers,
    }),
    queries: new Counter({
      name: 'yumanet_gateway_queries_total',
      help: 'Queries by outcome: OK, KEPT for an answer given again, or the code of the refusal.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    querySeconds: new Histogram({
      name: 'yumanet_gateway_query_seconds',
      help: 'Time until the whole answer of a query, or its failure.',
      buckets: DURATION_BUCKETS,
      registers,
    }),
    asks: new Counter({
      name: 'yumanet_gateway_asks_total',
      help: 'Requests to miners by outcome: OK, LOST to a faster one, or the code of what went wrong.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    hedges: new Counter({
      name: 'yumanet_gateway_hedges_total',
      help: 'Second requests because the first took longer than usual.',
      registers,
    }),
    chargedRao: new Counter({
      name: 'yumanet_gateway_charged_rao_total',
      help: 'Rao charged; the books are exact, this is for graphs.',
      registers,
    }),
  };
}

export type GatewayMetrics = ReturnType<typeof gatewayMetrics>;
