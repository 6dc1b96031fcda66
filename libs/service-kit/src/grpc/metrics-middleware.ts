import { Counter, Gauge, Histogram, type Metric, type Registry } from 'prom-client';
import type { Clock } from '../clock.js';
import { isServiceError } from '../errors.js';
import { DURATION_BUCKETS } from '../metrics.js';
import type { Middleware } from './server-call.js';

/** The metric of that name, or a new one: a process may have several servers, told apart by the methods' paths. */
const once = <T extends Metric>(registry: Registry, name: string, make: () => T): T =>
  (registry.getSingleMetric(name) as T | undefined) ?? make();

/** Calls by method and code, their duration, and how many are under way. */
export function metricsMiddleware(registry: Registry, clock: Clock): Middleware {
  const { calls, seconds, underWay } = metricsOf(registry);
  return async ({ path }, next) => {
    const began = clock.monotonic();
    let code = 'OK';
    underWay.inc({ path });
    try {
      await next();
    } catch (error) {
      code = isServiceError(error) ? error.code : 'INTERNAL';
      throw error;
    } finally {
      underWay.dec({ path });
      calls.inc({ path, code });
      seconds.observe({ path }, (clock.monotonic() - began) / 1000);
    }
  };
}

function metricsOf(registry: Registry) {
  const of = (name: string) => ({ name: `yumanet_grpc_server_${name}`, registers: [registry] });
  const [calls, seconds, underWay] = [of('calls_total'), of('call_seconds'), of('calls_under_way')];
  return {
    calls: once(
      registry,
      calls.name,
      () =>
        new Counter({
          ...calls,
          help: 'Finished gRPC calls by method and code.',
          labelNames: ['path', 'code'],
        }),
    ),
    seconds: once(
      registry,
      seconds.name,
      () =>
        new Histogram({
          ...seconds,
          help: 'Duration of gRPC calls.',
          labelNames: ['path'],
          buckets: DURATION_BUCKETS,
        }),
    ),
    underWay: once(
      registry,
      underWay.name,
      () => new Gauge({ ...underWay, help: 'gRPC calls being worked on.', labelNames: ['path'] }),
    ),
  };
}
