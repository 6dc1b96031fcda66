import type { Attributes, Context, Span, SpanKind, TextMapGetter, TextMapSetter } from '@opentelemetry/api';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Default: what is active. */
  readonly parent?: Context;
  /** Of other traces, which this was done for too. */
  readonly links?: readonly Context[];
}

/** Who called whom, in OpenTelemetry's terms; an argument of every part, never a global of the process. */
export interface Tracing {
  /** The context of whatever runs now. */
  active(): Context;
  /** Runs `work` inside a span; what it throws is noted and thrown on. */
  span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
  /** Writes the active context into a carrier (traceparent, tracestate). */
  inject<Carrier>(carrier: Carrier, setter: TextMapSetter<Carrier>): void;
  /** The caller's context from a carrier; an empty one where there is none or it is malformed. */
  extract<Carrier>(carrier: Carrier, getter: TextMapGetter<Carrier>): Context;
  /** For the logger's mixin: ids of the active span. */
  ids(): { readonly trace_id?: string; readonly span_id?: string };
}
