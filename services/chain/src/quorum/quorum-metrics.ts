import { Counter, type Registry } from '@yumanet/service-kit/observability';

/** What operators watch: `excluded` above 0 is an alarm. */
export function quorumMetrics(registry: Registry) {
  const counter = <Label extends string>(name: string, help: string, label: Label) =>
    new Counter({
      name: `yumanet_chain_quorum_${name}_total`,
      help,
      labelNames: [label] as const,
      registers: [registry],
    });
  return {
    epochs: counter('epochs', 'Epochs by who computed them: workers, or the chain at the deadline.', 'by'),
    ignored: counter('ignored_results', 'Results that were not counted, by reason.', 'why'),
    excluded: counter('excluded_workers', 'Workers that computed something else.', 'worker'),
  };
}

export type QuorumMetrics = ReturnType<typeof quorumMetrics>;
