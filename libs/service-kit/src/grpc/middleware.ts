import { SpanKind } from '@opentelemetry/api';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../clock.js';
import { isServiceError, kitError } from '../errors.js';
import type { Logger } from '../logger.js';
import { DURATION_BUCKETS } from '../metrics.js';
import type { Tracing } from '../tracing/tracing.js';
import { metadataGetter } from './trace-metadata.js';
import { publicError } from './status.js';
import type { Middleware } from './server-call.js';

/** Turns whatever a handler throws into what the client may see. */
export function errorMiddleware(translate: (error: unknown) => unknown): Middleware {
  return async (_call, next) => {
    try {
      await next();
    } catch (error) {
      throw publicError(isServiceError(error) ? error : translate(error));
    }
  };
}

/** One line per call: debug when it went well, warn when the service is at fault. */
export function logMiddleware(logger: Logger, clock: Clock): Middleware {
  return async (call, next) => {
    const began = clock.monotonic();
    const facts = () => ({
      path: call.path,
      peer: call.identity ?? call.peer,
      ms: Math.round(clock.monotonic() - began),
    });
    try {
      await next();
      logger.debug(facts(), 'call');
    } catch (error) {
      const ours = isServiceError(error) && ['INTERNAL', 'UNKNOWN', 'DATA_LOSS'].includes(error.status);
      logger[ours ? 'error' : 'debug']({ ...facts(), error }, 'call failed');
      throw error;
    }
  };
}

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

/** A span per call, below the caller's. */
export function traceMiddleware(tracing: Tracing): Middleware {
  return (call, next) =>
    tracing.span(
      call.path,
      {
        kind: SpanKind.SERVER,
        parent: tracing.extract(call.metadata, metadataGetter),
        attributes: { 'rpc.system': 'grpc', 'rpc.method': call.path },
      },
      next,
    );
}

/** At most `limit` calls at once; the next is refused at once instead of waiting in a queue nobody sees. */
export function limitMiddleware(limit: number): Middleware {
  let underWay = 0;
  return async (_call, next) => {
    if (underWay >= limit) {
      throw kitError('TOO_MANY_CALLS', `calls: expected at most ${limit} at once, got one more`, { limit });
    }
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
    }
  };
}
