import { Verdict } from '@yumanet/proto/emission/v1';
import { Counter, DURATION_BUCKETS, Gauge, Histogram, type Registry } from '@yumanet/service-kit';

/** What operators watch: `different` above 0 is an alarm. */
export function emissionMetrics(registry: Registry) {
  const registers = [registry];
  return {
    verdicts: new Counter({
      name: 'yumanet_emission_verdicts_total',
      help: 'Epochs by verdict: equal, different, unverifiable.',
      labelNames: ['netuid', 'verdict'] as const,
      registers,
    }),
    lastBlock: new Gauge({
      name: 'yumanet_emission_last_block',
      help: 'Last final block that was looked at.',
      registers,
    }),
    seconds: new Histogram({
      name: 'yumanet_emission_recompute_seconds',
      help: 'Recomputing and comparing one epoch, transport apart.',
      buckets: DURATION_BUCKETS,
      registers,
    }),
  };
}

export type EmissionMetrics = ReturnType<typeof emissionMetrics>;

/** How metrics and the log name a verdict. */
export function verdictName(verdict: Verdict): 'equal' | 'different' | 'unverifiable' {
  if (verdict === Verdict.VERDICT_EQUAL) return 'equal';
  return verdict === Verdict.VERDICT_DIFFERENT ? 'different' : 'unverifiable';
}
