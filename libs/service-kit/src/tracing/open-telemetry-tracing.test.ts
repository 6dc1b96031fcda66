import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { kitError } from '../errors.js';
import { otlpExporter } from './otlp-exporter.js';
import { OpenTelemetryTracing } from './open-telemetry-tracing.js';
import { openTracing } from './open-tracing.js';

const carrierOf = { set: (c: Map<string, string>, k: string, v: string) => void c.set(k, v) };
const getter = {
  get: (c: Map<string, string>, k: string) => c.get(k),
  keys: (c: Map<string, string>) => [...c.keys()],
};

/** Keeps finished spans past shutdown. */
class Exporter extends InMemorySpanExporter {
  override shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

describe('OpenTelemetryTracing', () => {
  it('nests spans through awaits and joins a caller’s trace', async () => {
    const exporter = new Exporter();
    const caller = new OpenTelemetryTracing({ service: 'validator', version: '1', exporter });
    const callee = new OpenTelemetryTracing({ service: 'chain', version: '1', exporter });
    await caller.span('outer', {}, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const carrier = new Map<string, string>();
      caller.inject(carrier, carrierOf);
      expect(carrier.get('traceparent')).toContain(caller.ids().trace_id);
      await callee.span('inner', { parent: callee.extract(carrier, getter) }, () => Promise.resolve());
    });
    await caller.stop();
    await callee.stop();
    const [inner, outer] = exporter.getFinishedSpans().sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(inner?.resource.attributes['service.name']).toBe('chain');
  });

  it('notes errors with their code and throws them on', async () => {
    const exporter = new Exporter();
    const tracing = new OpenTelemetryTracing({ service: 'chain', version: '1', exporter });
    await expect(
      tracing.span('x', {}, () => Promise.reject(kitError('QUEUE_FULL', 'queue: full'))),
    ).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    await tracing.stop();
    expect(exporter.getFinishedSpans()[0]).toMatchObject({
      status: { code: 2, message: 'queue: full' },
      attributes: { 'error.type': 'QUEUE_FULL' },
    });
  });

  it('without an exporter ids are still made; a malformed carrier starts a new trace', async () => {
    const tracing = new OpenTelemetryTracing({ service: 'chain', version: '1' });
    expect(tracing.ids()).toEqual({});
    await tracing.span('x', {}, () => {
      expect(tracing.ids().trace_id).toMatch(/^[0-9a-f]{32}$/);
      return Promise.resolve();
    });
    expect(
      trace.getSpanContext(tracing.extract(new Map([['traceparent', '00-zz']]), getter)),
    ).toBeUndefined();
  });

  it('exports over HTTP to a collector', async () => {
    const posts: string[] = [];
    const collector = createServer((request, response) => {
      posts.push(request.url ?? '');
      request.resume().on('end', () => response.end('{}'));
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const exporter = await otlpExporter(`http://127.0.0.1:${port}/v1/traces`);
    const tracing = new OpenTelemetryTracing({ service: 'chain', version: '1', exporter });
    await tracing.span('x', {}, () => Promise.resolve());
    await tracing.stop();
    expect(posts).toEqual(['/v1/traces']);
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });

  it('stops although the collector takes nothing', async () => {
    const collector = createServer(() => undefined);
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const settings = { traceUrl: `http://127.0.0.1:${port}/v1/traces`, traceRatio: 1 };
    const tracing = await openTracing({ name: 'chain', version: '1' }, settings);
    await tracing.span('x', {}, () => Promise.resolve());
    const began = performance.now();
    await tracing.stop();
    expect(performance.now() - began).toBeLessThan(4_500);
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });
});
