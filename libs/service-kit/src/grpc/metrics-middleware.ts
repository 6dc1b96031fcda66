import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../clock.js';
import { isServiceError } from '../errors.js';
import { DURATION_BUCKETS } from '../metrics.js';
import type { Middleware } from './server-call.js';

/** Calls by method and code, their duration, and how many are under way. */
export function metricsMiddleware(registry: Registry, clock: Clock): Middleware {
  const calls = new Counter({
    name: 'yumanet_grpc_server_calls_total',
    help: 'Finished gRPC calls by method and code.',
    labelNames: ['path', 'code'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'yumanet_grpc_server_call_seconds',
    help: 'Duration of gRPC calls.',
    labelNames: ['path'] as const,
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  const underWay = new Gauge({
    name: 'yumanet_grpc_server_calls_under_way',
    help: 'gRPC calls being worked on.',
    labelNames: ['path'] as const,
    registers: [registry],
  });
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
