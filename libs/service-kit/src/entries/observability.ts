/** `@yumanet/service-kit/observability`: Metrics, the status server, traces. */
export { Counter, DURATION_BUCKETS, Gauge, Histogram, createMetrics, type Registry } from '../metrics.js';
export { StatusServer, type StatusServerOptions } from '../status-server.js';
export { otlpExporter } from '../tracing/otlp-exporter.js';
export { SpanKind } from '@opentelemetry/api';
export { noTracing } from '../tracing/no-tracing.js';
export type { SpanOptions, Tracing } from '../tracing/tracing.js';
