import { SpanKind } from '@opentelemetry/api';
import type { Clock } from '../clock.js';
import { isServiceError, kitError } from '../errors.js';
import type { Logger } from '../logger.js';
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
