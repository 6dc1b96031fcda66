import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type TextMapGetter,
  type TextMapSetter,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { messageOf, isServiceError } from '../errors.js';
import type { Component } from '../lifecycle.js';

export interface TracingOptions {
  readonly service: string;
  readonly version: string;
  /** Where spans go; none: ids are still made and passed on, so that logs of several services can be joined. */
  readonly exporter?: SpanExporter;
  /** Share of new traces that are recorded, 0 to 1; a caller's decision is kept. */
  readonly sampleRatio?: number;
}

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Default: what is active. */
  readonly parent?: Context;
}

/**
 * OpenTelemetry without its process-wide globals: several services live in one process in tests and in `yumanet dev`, each
 * with its own exporter.
 */
export class Tracing implements Component {
  readonly name = 'tracing';
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;
  readonly #contexts = new AsyncLocalStorageContextManager().enable();
  readonly #propagator = new W3CTraceContextPropagator();

  constructor(options: TracingOptions) {
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': options.service,
        'service.version': options.version,
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio ?? 1) }),
      spanProcessors: options.exporter
        ? [new BatchSpanProcessor(options.exporter, { maxQueueSize: 2048, scheduledDelayMillis: 1000 })]
        : [],
    });
    this.#tracer = this.#provider.getTracer('@yumanet/service-kit');
  }

  /** The context of whatever runs now. */
  active(): Context {
    return this.#contexts.active();
  }

  /** Runs `work` inside a span; what it throws is noted and thrown on. */
  async span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const parent = options.parent ?? this.active();
    const { kind = SpanKind.INTERNAL, attributes = {} } = options;
    const span = this.#tracer.startSpan(name, { kind, attributes }, parent);
    try {
      return await this.#contexts.with(trace.setSpan(parent, span), work, undefined, span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
      if (isServiceError(error)) span.setAttribute('error.type', error.code);
      throw error;
    } finally {
      span.end();
    }
  }

  /** Writes the active context into a carrier (traceparent, tracestate). */
  inject<Carrier>(carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    this.#propagator.inject(this.active(), carrier, setter);
  }

  /** The caller's context from a carrier; an empty one where there is none or it is malformed. */
  extract<Carrier>(carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    return this.#propagator.extract(ROOT_CONTEXT, carrier, getter);
  }

  /** For the logger's mixin: ids of the active span. */
  ids(): { readonly trace_id?: string; readonly span_id?: string } {
    const span = trace.getSpanContext(this.active());
    return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
  }

  /** Sends what is waiting. */
  async stop(): Promise<void> {
    await this.#provider.shutdown();
    this.#contexts.disable();
  }
}

/** Tracing that records nothing but passes ids on: the default of every part that takes a Tracing. */
export function noTracing(): Tracing {
  return new Tracing({ service: 'none', version: '0', sampleRatio: 0 });
}
