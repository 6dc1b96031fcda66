import { OpenTelemetryTracing } from './open-telemetry-tracing.js';
import { otlpExporter } from './otlp-exporter.js';

export interface TracingSettings {
  /** Collector that spans are sent to; undefined: none, but ids are still made and passed on. */
  readonly traceUrl?: string | undefined;
  readonly traceRatio: number;
}

/** A service's traces, as its settings have them. */
export async function openTracing(
  { name: service, version }: { readonly name: string; readonly version: string },
  { traceUrl, traceRatio: sampleRatio }: TracingSettings,
): Promise<OpenTelemetryTracing> {
  const exporter = traceUrl === undefined ? undefined : await otlpExporter(traceUrl);
  return new OpenTelemetryTracing({ service, version, sampleRatio, ...(exporter ? { exporter } : {}) });
}
