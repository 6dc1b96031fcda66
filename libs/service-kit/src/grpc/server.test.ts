import { connect } from 'node:http2';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client, credentials } from '@grpc/grpc-js';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { describe, expect, it } from 'vitest';
import {
  BEST,
  DEADLINE,
  blockOf,
  cleanups,
  dial,
  healthOf,
  serve,
  withResolvers,
} from '../../test/grpc-harness.js';
import { kitError } from '../errors.js';
import { Health } from '../health.js';
import { createMetrics } from '../metrics.js';
import { OpenTelemetryTracing } from '../tracing/open-telemetry-tracing.js';

describe('bad messages', () => {
  const methods = Object.values(ChainServiceService);

  it.each(methods.map((method) => [method.path]))(
    '%s answers INVALID_ARGUMENT and the server lives',
    async (path) => {
      const server = await serve();
      const raw = new Client(`localhost:${server.port}`, credentials.createInsecure());
      cleanups.push(() => raw.close());
      const same = (bytes: Buffer) => bytes;
      // Field 1, length 127, and then nothing; the second is a wire type that does not exist.
      for (const bytes of [
        [0x0a, 0x7f],
        [0x0f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      ]) {
        const outcome = new Promise((resolve) => {
          const stream = raw.makeServerStreamRequest(path, same, same, Buffer.from(bytes));
          stream
            .on('data', () => undefined)
            .on('end', () => resolve('ended'))
            .on('error', resolve);
        });
        expect(await outcome).toMatchObject({ code: 3 });
      }
      await expect(dial(server).getBlock(BEST, DEADLINE)).resolves.toEqual({ block: undefined });
    },
  );

  it('what is no gRPC call is refused', async () => {
    const server = await serve();
    const session = connect(`http://127.0.0.1:${server.port}`);
    const request = session.request({ ':path': '/no/such', ':method': 'POST', 'content-type': 'text/plain' });
    const status = await new Promise((resolve) =>
      request.on('response', (headers) => resolve(headers[':status'])),
    );
    expect(status).toBe(415);
    session.destroy();
  });
});

describe('a stream', () => {
  it('keeps nothing of what it has sent while it goes on', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const sent: WeakRef<object>[] = [];
    const server = await serve({
      async *streamBlocks() {
        for (let number = 0n; number < 20n; number++) {
          const block = blockOf(number);
          sent.push(new WeakRef(block));
          yield { block };
        }
        await new Promise(() => undefined);
      },
    });
    const stream = dial(server).streamBlocks({ includeUnfinalized: false }, { idleMs: 30_000 });
    const blocks = stream[Symbol.asyncIterator]();
    for (let number = 0; number < 20; number++) await blocks.next();
    const alive = () => {
      collect();
      return sent.filter((block) => block.deref() !== undefined).length;
    };
    // The last one is still at hand.
    await expect.poll(alive, { timeout: 10_000 }).toBeLessThanOrEqual(1);
  });
});

describe('drain', () => {
  it('finishes calls, ends streams with DRAINING, takes nothing new', async () => {
    const answered = withResolvers();
    const server = await serve({
      getBlock: async () => {
        await answered.promise;
        return { block: undefined };
      },
      async *streamBlocks() {
        yield { block: undefined };
        await new Promise(() => undefined);
      },
    });
    const client = dial(server);
    const call = client.getBlock(BEST, DEADLINE);
    const blocks = client
      .streamBlocks({ includeUnfinalized: false }, { idleMs: 5_000 })
      [Symbol.asyncIterator]();
    await blocks.next();
    const drained = server.drain();
    await expect(blocks.next()).rejects.toMatchObject({ code: 'DRAINING', status: 'UNAVAILABLE' });
    answered.resolve();
    await expect(call).resolves.toEqual({ block: undefined });
    await drained;
    await expect(client.getBlock(BEST, { deadlineMs: 500 })).rejects.toThrow();
  });

  it('gives a stream that is an answer to its end', async () => {
    const goOn = withResolvers();
    const handlers = {
      async *streamBlocks() {
        yield { block: undefined };
        await goOn.promise;
        yield { block: undefined };
      },
    };
    const server = await serve(handlers, { finite: ['streamBlocks'] });
    const blocks = dial(server)
      .streamBlocks({ includeUnfinalized: false }, { idleMs: 5_000 })
      [Symbol.asyncIterator]();
    await blocks.next();
    const drained = server.drain();
    goOn.resolve();
    expect([(await blocks.next()).done, (await blocks.next()).done]).toEqual([false, true]);
    await drained;
  });
});

describe('health, reflection, metrics, traces', () => {
  it('health follows the service', async () => {
    const health = new Health(['bus']);
    const server = await serve({}, { health });
    const check = () => healthOf(server, 'yumanet.chain.v1.ChainService');
    expect(await check()).toBe(2);
    health.set('bus', {});
    expect(await check()).toBe(1);
    expect(await healthOf(server, '')).toBe(1);
  });

  it('reflection lists the services', async () => {
    const server = await serve({}, { reflection: fileDescriptorSet() });
    const raw = new Client(`localhost:${server.port}`, credentials.createInsecure());
    cleanups.push(() => raw.close());
    const same = (bytes: Buffer) => bytes;
    const call = raw.makeBidiStreamRequest(
      '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
      same,
      same,
    );
    // list_services = ""
    call.write(Buffer.from([0x3a, 0x00]));
    const answer = await new Promise<Buffer>((resolve, reject) =>
      call.once('data', resolve).once('error', reject),
    );
    call.end();
    expect(answer.toString('latin1')).toContain('yumanet.chain.v1.ChainService');
  });

  it('metrics count by method and code; a trace runs from client to server', async () => {
    const metrics = createMetrics({ service: 'chain', version: '1' });
    const exporter = new InMemorySpanExporter();
    exporter.shutdown = () => Promise.resolve();
    const mine = new OpenTelemetryTracing({ service: 'validator', version: '1', exporter });
    const theirs = new OpenTelemetryTracing({ service: 'chain', version: '1', exporter });
    const server = await serve(
      { getRuntime: () => Promise.reject(kitError('NOT_FOUND', 'x')) },
      { metrics, tracing: theirs },
    );
    const client = dial(server, { tracing: mine });
    await client.getBlock(BEST, DEADLINE);
    await client.getRuntime(BEST, DEADLINE).catch(() => undefined);
    await mine.stop();
    await theirs.stop();
    const text = await metrics.metrics();
    expect(text).toMatch(/yumanet_grpc_server_calls_total\{path="[^"]*GetBlock",code="OK",.*\} 1/);
    expect(text).toMatch(/yumanet_grpc_server_calls_total\{path="[^"]*GetRuntime",code="NOT_FOUND",.*\} 1/);
    const spans = exporter.getFinishedSpans().filter(({ name }) => name.endsWith('GetBlock'));
    expect(spans).toHaveLength(2);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  });
});
