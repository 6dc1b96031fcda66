import { Registry, collectDefaultMetrics } from 'prom-client';

/** One version of the library for all services. */
export { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface MetricsOptions {
  readonly service: string;
  readonly version: string;
  /** Also memory, event-loop lag, garbage collection; off in tests. */
  readonly processMetrics?: boolean;
}

/**
 * A registry per service, never the library's global one: several services may live in one process. Each part declares its
 * own metrics beside its code and takes the registry as an argument.
 */
export function createMetrics(options: MetricsOptions): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service: options.service, version: options.version });
  if (options.processMetrics) collectDefaultMetrics({ register: registry });
  return registry;
}

/** Buckets in seconds for calls that take from 1 ms to 30 s. */
export const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];
