import { Counter, DURATION_BUCKETS, Gauge, Histogram, type Registry } from '@yumanet/service-kit';

/** What operators watch. */
export function validatorMetrics(registry: Registry) {
  const registers = [registry];
  return {
    block: new Gauge({ name: 'yumanet_validator_block', help: 'Last final block seen.', registers }),
    permit: new Gauge({
      name: 'yumanet_validator_permit',
      help: '1 while the hotkey may set weights on others.',
      registers,
    }),
    rounds: new Counter({ name: 'yumanet_validator_rounds_total', help: 'Rounds of questions.', registers }),
    queries: new Counter({
      name: 'yumanet_validator_queries_total',
      help: 'Questions by outcome: OK, or the code of what went wrong.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    querySeconds: new Histogram({
      name: 'yumanet_validator_query_seconds',
      help: 'Time until a miner’s answer or failure.',
      buckets: DURATION_BUCKETS,
      registers,
    }),
    intents: new Counter({
      name: 'yumanet_validator_intents_total',
      help: 'Rows of weights by final state: included, refused, expired.',
      labelNames: ['state'] as const,
      registers,
    }),
  };
}

export type ValidatorMetrics = ReturnType<typeof validatorMetrics>;
