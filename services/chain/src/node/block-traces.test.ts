import { openTracing, type OpenTelemetryTracing } from '@yumanet/service-kit';
import { TraceCollector } from '@yumanet/service-kit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { BlockTraces } from './block-traces.js';

async function collected(): Promise<{ tracing: OpenTelemetryTracing; collector: TraceCollector }> {
  const collector = await TraceCollector.start();
  onTestFinished(() => collector.stop());
  const settings = { traceUrl: collector.url, traceRatio: 1 };
  return { collector, tracing: await openTracing({ name: 'chain', version: '1' }, settings) };
}

it('a block is in the trace of the first transaction that came with one, names the others, and goes on in it', async () => {
  const { tracing, collector } = await collected();
  const traces = new BlockTraces(tracing);
  const submit = (name: string) => tracing.span(name, {}, () => Promise.resolve(traces.here()));
  const [first, second] = [await submit('first'), await submit('second')];
  await traces.making(7, [{ trace: undefined }, { trace: first }, { trace: second }, { trace: first }], () =>
    traces.step('build', () => undefined),
  );
  await tracing.span('publish', { parent: traces.of(7)! }, () => Promise.resolve());
  await tracing.stop();
  const span = (name: string) => collector.named(name)[0]!;
  expect(span('make block')).toMatchObject({
    traceId: span('first').traceId,
    parentSpanId: span('first').spanId,
    links: [{ traceId: span('second').traceId, spanId: span('second').spanId }],
  });
  for (const name of ['build', 'publish'])
    expect(span(name)).toMatchObject({
      traceId: span('first').traceId,
      parentSpanId: span('make block').spanId,
    });
});

it('a block of nobody’s is a trace of its own, whoever asks for it', async () => {
  const { tracing, collector } = await collected();
  const traces = new BlockTraces(tracing);
  expect(traces.here()).toBeUndefined();
  await tracing.span('asked', {}, () => traces.making(1, [], () => Promise.resolve()));
  await tracing.stop();
  const [block] = collector.named('make block');
  expect(block?.traceId).not.toBe(collector.named('asked')[0]?.traceId);
  expect(block?.parentSpanId ?? '').toBe('');
});

it('remembers the newest blocks only', async () => {
  const { tracing } = await collected();
  const traces = new BlockTraces(tracing);
  for (let number = 1; number <= 1_030; number++) await traces.making(number, [], () => Promise.resolve());
  expect([traces.of(6), traces.of(7)?.constructor.name, traces.of(1_031)]).toEqual([
    undefined,
    expect.any(String),
    undefined,
  ]);
  await tracing.stop();
});

it('does the work alone without tracing, and looks at nothing', async () => {
  const traces = new BlockTraces();
  const untouched: Iterable<never> = {
    [Symbol.iterator]: () => {
      throw new Error('looked at');
    },
  };
  expect(await traces.making(1, untouched, () => traces.step('build', () => 5))).toBe(5);
  expect([traces.here(), traces.of(1)]).toEqual([undefined, undefined]);
});
