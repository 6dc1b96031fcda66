import { Counter, type Registry } from 'prom-client';

/** The counter of messages that did not decode; one per registry. */
export function badMessages(registry: Registry | undefined): Counter<'subject'> | undefined {
  if (!registry) return undefined;
  const name = 'yumanet_bus_bad_messages_total';
  const existing = registry.getSingleMetric(name) as Counter<'subject'> | undefined;
  return (
    existing ??
    new Counter({
      name,
      help: 'Messages on the bus that were not of their type.',
      labelNames: ['subject'] as const,
      registers: [registry],
    })
  );
}
