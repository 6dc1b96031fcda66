import { Counter, DURATION_BUCKETS, Gauge, Histogram, type Registry } from '@yumanet/service-kit';

/** What operators watch. */
export function validatorMetrics(registry: Registry) {
  const registers = [registry];
  return {
    block: new Gauge({ name: 'yumanet_validator_block', help: 'Last final block seen.', registers }),
    leading: new Gauge({
      name: 'yumanet_validator_leading',
      help: '1 while this coordinator acts for its hotkey; 0: it stands by.',
      registers,
    }),
    permit: new Gauge({
      name: 'yumanet_validator_permit',
      help: '1 while the hotkey may set weights on others.',
      registers,
    }),
    registered: new Gauge({
      name: 'yumanet_validator_registered',
      help: '1 while the hotkey has a uid on the subnet.',
      registers,
    }),
    revealAlarms: new Counter({
      name: 'yumanet_validator_reveal_alarms_total',
      help: 'Blocks at which a committed row was not revealed though half of its time was gone.',
      registers,
    }),
    copiers: new Gauge({
      name: 'yumanet_validator_copiers',
      help: 'Hotkeys that repeat what others say: miners by their answers, validators by their weights.',
      labelNames: ['of'] as const,
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
    explanations: new Counter({
      name: 'yumanet_validator_explanations_total',
      help: 'Questions to the emission service by outcome: OK, or the code of what went wrong.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    intents: new Counter({
      name: 'yumanet_validator_intents_total',
      help: 'Rows of weights by final state: effective, refused, expired.',
      labelNames: ['state'] as const,
      registers,
    }),
  };
}

export type ValidatorMetrics = ReturnType<typeof validatorMetrics>;

/** Of a worker: jobs done, by what they were. */
export function countJobs(registry: Registry): (what: 'part' | 'judge') => void {
  const jobs = new Counter({
    name: 'yumanet_validator_jobs_total',
    help: 'Jobs of rounds done by this worker: part (miners asked) or judge.',
    labelNames: ['what'] as const,
    registers: [registry],
  });
  return (what) => jobs.inc({ what });
}
