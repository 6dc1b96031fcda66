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

/** Of both followers of final blocks: above 0, somebody publishes what the chain did not. */
export function followMetrics(registry: Registry) {
  return {
    refused: new Counter({
      name: 'yumanet_emission_refused_blocks_total',
      help: 'Messages on the bus that are no final block of this chain, by who refused them and why.',
      labelNames: ['by', 'code'] as const,
      registers: [registry],
    }),
  };
}

export type FollowMetrics = ReturnType<typeof followMetrics>;

/** The ledger's: `problems` above 0 is an alarm. */
export function ledgerMetrics(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `yumanet_emission_ledger_${name}`, help, registers });
  return {
    entries: counter('entries_total', 'Entries written.'),
    skipped: counter('skipped_blocks_total', 'Final blocks whose state the chain no longer had.'),
    minted: counter('minted_rao_total', 'Rao that the rules minted in the blocks written.'),
    block: new Gauge({
      name: 'yumanet_emission_ledger_block',
      help: 'Newest block in the ledger.',
      registers,
    }),
    problems: new Counter({
      name: 'yumanet_emission_audit_problems_total',
      help: 'What did not add up, by check.',
      labelNames: ['check'] as const,
      registers,
    }),
  };
}

export type LedgerMetrics = ReturnType<typeof ledgerMetrics>;

/** How metrics and the log name a verdict. */
export function verdictName(verdict: Verdict): 'equal' | 'different' | 'unverifiable' {
  if (verdict === Verdict.VERDICT_EQUAL) return 'equal';
  return verdict === Verdict.VERDICT_DIFFERENT ? 'different' : 'unverifiable';
}
