import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/**
 * Sends spans to an OpenTelemetry collector over HTTP. Loaded only when asked for: most processes export nothing.
 *
 * @param url such as `http://127.0.0.1:4318/v1/traces`
 */
export async function otlpExporter(url: string): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  return new OTLPTraceExporter({ url, timeoutMillis: 5_000 });
}
