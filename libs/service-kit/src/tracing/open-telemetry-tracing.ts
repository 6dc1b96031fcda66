import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
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
import { sleep, systemClock } from '../clock.js';
import { messageOf, isServiceError } from '../errors.js';
import type { Component } from '../lifecycle.js';
import type { SpanOptions, Tracing } from './tracing.js';

export interface TracingOptions {
  readonly service: string;
  readonly version: string;
  /** Where spans go; none: ids are still made and passed on, so that logs of several services can be joined. */
  readonly exporter?: SpanExporter;
  /** Share of new traces that are recorded, 0 to 1; a caller's decision is kept. */
  readonly sampleRatio?: number;
}

/** The last spans have so long to be sent. */
const FLUSH_MS = 2_000;

/**
 * OpenTelemetry without its process-wide globals: several services live in one process in tests and in `yumanet dev`, each
 * with its own exporter.
 */
export class OpenTelemetryTracing implements Tracing, Component {
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

  active(): Context {
    return this.#contexts.active();
  }

  async span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const parent = options.parent ?? this.active();
    const { kind = SpanKind.INTERNAL, attributes = {} } = options;
    const links = (options.links ?? []).flatMap((linked) => {
      const context = trace.getSpanContext(linked);
      return context === undefined ? [] : [{ context }];
    });
    const span = this.#tracer.startSpan(name, { kind, attributes, links }, parent);
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

  inject<Carrier>(carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    this.#propagator.inject(this.active(), carrier, setter);
  }

  extract<Carrier>(carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    return this.#propagator.extract(ROOT_CONTEXT, carrier, getter);
  }

  ids(): { readonly trace_id?: string; readonly span_id?: string } {
    const span = trace.getSpanContext(this.active());
    return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
  }

  /** Sends what is waiting, if the collector takes it: one that is away must not make a clean stop an unclean one. */
  async stop(): Promise<void> {
    await Promise.race([
      this.#provider.shutdown().catch(() => undefined),
      sleep(systemClock({ background: true }), FLUSH_MS),
    ]);
    this.#contexts.disable();
  }
}
