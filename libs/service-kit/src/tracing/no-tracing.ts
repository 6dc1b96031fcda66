import { AsyncLocalStorage } from 'node:async_hooks';
import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  isSpanContextValid,
  trace,
  type Context,
  type Span,
  type TextMapGetter,
  type TextMapSetter,
} from '@opentelemetry/api';
import type { SpanOptions, Tracing } from './tracing.js';

/** W3C: version, trace id, span id, flags. */
const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * Makes nothing and records nothing, but passes a caller's ids on: the default of every part that takes a Tracing. Knows
 * OpenTelemetry's interface only, whose implementation would double the time that a small process takes to start.
 */
export function noTracing(): Tracing {
  return new PassingTracing();
}

class PassingTracing implements Tracing {
  readonly #contexts = new AsyncLocalStorage<Context>();
  /** Until the first caller with ids comes, looking for the active context would cost every await. */
  #used = false;

  active(): Context {
    return (this.#used ? this.#contexts.getStore() : undefined) ?? ROOT_CONTEXT;
  }

  span<T>(_name: string, { parent }: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const active = this.active();
    const context = parent ?? active;
    const span = trace.getSpan(context) ?? NO_SPAN;
    if (context === active) return work(span);
    this.#used = true;
    return this.#contexts.run(context, work, span);
  }

  inject<Carrier>(carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    const ids = trace.getSpanContext(this.active());
    if (ids === undefined || !isSpanContextValid(ids)) return;
    const flags = ids.traceFlags.toString(16).padStart(2, '0');
    setter.set(carrier, 'traceparent', `00-${ids.traceId}-${ids.spanId}-${flags}`);
  }

  extract<Carrier>(carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    const header = getter.get(carrier, 'traceparent');
    const [, traceId, spanId, flags] = (typeof header === 'string' && TRACE_PARENT.exec(header)) || [];
    if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
    const ids = { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
    return isSpanContextValid(ids) ? trace.setSpanContext(ROOT_CONTEXT, ids) : ROOT_CONTEXT;
  }

  ids(): { readonly trace_id?: string; readonly span_id?: string } {
    const ids = trace.getSpanContext(this.active());
    return ids ? { trace_id: ids.traceId, span_id: ids.spanId } : {};
  }
}
