import { Health, createMetrics, silentLogger, systemClock } from '@yumanet/service-kit';
import type { StreamPiece } from '@yumanet/subnet-kit/axon';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { minerMetrics } from '../metrics.js';
import type { Ask } from './job.js';
import { HandlerHost, type HandlerHostOptions } from './handler-host.js';

const MECHANISM = fileURLToPath(new URL('../../test/hostile.mjs', import.meta.url));
const { signal } = new AbortController();
const started: HandlerHost[] = [];
afterEach(async () => {
  for (const host of started.splice(0)) await host.stop();
});

type Change = Partial<Pick<HandlerHostOptions, 'maxQueue' | 'handlerMs' | 'handlerConcurrency'>>;

async function open(backend: string, change: Change = {}) {
  const health = new Health();
  const host = new HandlerHost({
    mechanism: MECHANISM,
    backend,
    hotkey: 'me',
    dataDir: '/nowhere',
    maxQueue: 4,
    handlerConcurrency: 1,
    handlerMs: 300,
    handlerMemoryMb: 256,
    clock: systemClock(),
    logger: silentLogger(),
    health,
    metrics: minerMetrics(createMetrics({ service: 'miner', version: '0' })),
    ...change,
  });
  started.push(host);
  await host.start();
  const ready = () => expect.poll(() => host.facts).toEqual({ size: 1 });
  if (backend !== 'never-opens') await ready();
  return { host, health, ready };
}

const textOf = (piece: StreamPiece) =>
  'body' in piece ? Buffer.from(piece.body).toString() : [Buffer.from(piece.chunk).toString()];

/** The pieces of an answer: a text is a whole body, a text in an array a chunk. */
async function pieces(host: HandlerHost, text: string, change: Partial<Ask> = {}, until = signal) {
  const found: (string | string[])[] = [];
  const asked = { body: Buffer.from(text), stream: false, stake: 0n, ...change };
  for await (const piece of host.ask(asked, until)) found.push(textOf(piece));
  return found;
}

const ask = async (host: HandlerHost, text: string, stake = 0n) =>
  (await pieces(host, text, { stake })).join();

describe('the handler’s process', () => {
  it('answers, one task after the other', async () => {
    const { host } = await open('echo');
    expect(await Promise.all(['a', 'b', 'c'].map((text) => ask(host, text)))).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['busy', 'HANDLER_TIMEOUT'],
    ['silent', 'HANDLER_TIMEOUT'],
    ['leaving', 'HANDLER_FAILED'],
    ['crashing', 'HANDLER_FAILED'],
  ])('is replaced when it is %s', async (backend, code) => {
    // What fails by itself has the time for it, however busy the machine is.
    const { host, health, ready } = await open(backend, {
      handlerMs: code === 'HANDLER_FAILED' ? 20_000 : 300,
    });
    await expect(ask(host, 'x')).rejects.toMatchObject({ code });
    expect(health.report().ready).toBe(false);
    await ready();
    expect(health.report().ready).toBe(true);
  });

  it.each(['greedy', 'leaking'])('is replaced when it takes more memory than it may: %s', async (backend) => {
    const { host, ready } = await open(backend, { handlerMs: 60_000 });
    await expect(ask(host, 'x')).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    await ready();
  });

  it('goes on after an error, which the dendrite does not see', async () => {
    const { host } = await open('throwing');
    const refused = ask(host, 'x');
    await expect(refused).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    await expect(refused).rejects.not.toThrow('secret');
    expect(host.facts).toBeDefined();
  });

  it('answers again after it left', async () => {
    const { host, ready } = await open('moody');
    await expect(ask(host, 'leave')).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    await expect(ask(host, 'at once')).rejects.toMatchObject({ code: 'HANDLER_NOT_READY' });
    await ready();
    expect(await ask(host, 'stay')).toBe('stay');
  });

  it('sheds what is more than may wait', async () => {
    const { host } = await open('silent', { maxQueue: 2, handlerMs: 400 });
    const outcomes = await Promise.allSettled(['with it', 'w1', 'w2', 'shed'].map((text) => ask(host, text)));
    const codes = outcomes.map((each) =>
      each.status === 'rejected' ? (each.reason as { code: string }).code : 'OK',
    );
    expect(codes).toEqual(['HANDLER_TIMEOUT', 'HANDLER_NOT_READY', 'HANDLER_NOT_READY', 'OVERLOADED']);
  });

  it('is asked first by whoever has more stake, and sheds whoever has least', async () => {
    const { host } = await open('echo', { maxQueue: 2 });
    const order: string[] = [];
    const asked = (text: string, stake: bigint) =>
      ask(host, text, stake).then(
        () => order.push(text),
        (error: { code: string }) => order.push(`${text} ${error.code}`),
      );
    await Promise.all([
      ...[asked('with it', 0n), asked('poor', 1n), asked('rich', 9n), asked('richer', 10n)],
      ...[asked('poorest', 0n), asked('as rich', 9n)],
    ]);
    expect(order.filter((each) => each.includes(' OVERLOADED')).toSorted()).toEqual([
      'as rich OVERLOADED',
      'poor OVERLOADED',
      'poorest OVERLOADED',
    ]);
    expect(order.filter((each) => !each.includes('OVERLOADED'))).toEqual(['with it', 'richer', 'rich']);
  });

  it('works on several tasks at once where it may', async () => {
    const { host } = await open('slow', { handlerConcurrency: 2, handlerMs: 10_000 });
    const gone = new AbortController();
    const both = ['a', 'b'].map((text) => pieces(host, text, {}, gone.signal));
    const third = ask(host, 'c');
    gone.abort(new Error('gone'));
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    // Told to end, it has room again: the third is with it, and is told to end when the host stops.
    third.catch(() => undefined);
    await host.stop();
  });

  it('has none of the miner’s secrets', async () => {
    process.env['YUMANET_MINER_HOTKEY_URI'] = '//secret';
    try {
      const { host } = await open('secrets');
      expect(await ask(host, 'x')).toBe('none');
    } finally {
      delete process.env['YUMANET_MINER_HOTKEY_URI'];
    }
  });

  it('is not asked for whoever gave up', async () => {
    const { host } = await open('silent');
    const first = ask(host, 'with it');
    const gone = new AbortController();
    const waiting = pieces(host, 'waits', {}, gone.signal);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(first).rejects.toMatchObject({ code: 'HANDLER_TIMEOUT' });
  });

  it('that cannot open its handler says so', async () => {
    const { host, health } = await open('never-opens');
    await expect.poll(() => health.report().parts['handler']?.detail).toContain('no model');
    await expect(ask(host, 'x')).rejects.toMatchObject({ code: 'HANDLER_NOT_READY' });
  });
});

describe('a streamed answer', () => {
  it('comes chunk by chunk, or joined for whoever wants it whole', async () => {
    const { host } = await open('letters');
    expect(await pieces(host, 'abc', { stream: true })).toEqual([['a'], ['b'], ['c']]);
    expect(await pieces(host, 'abc')).toEqual(['abc']);
  });

  it('comes whole from a handler that does not stream', async () => {
    const { host } = await open('echo');
    expect(await pieces(host, 'abc', { stream: true })).toEqual(['abc']);
  });

  it('ends with its error after what came before', async () => {
    const { host } = await open('letters');
    const found: unknown[] = [];
    const reading = (async () => {
      for await (const piece of host.ask({ body: Buffer.from('a!b'), stream: true, stake: 0n }, signal))
        found.push(textOf(piece));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    expect(found).toEqual([['a']]);
  });

  it('that falls silent ends, with the process', async () => {
    const { host, ready } = await open('letters');
    const refused = pieces(host, 'ab…c', { stream: true });
    await expect(refused).rejects.toMatchObject({ code: 'HANDLER_TIMEOUT' });
    await ready();
  });

  it('without end goes no further than it is read, and ends when the reader leaves', async () => {
    const { host } = await open('endless');
    for await (const _ of host.ask({ body: Buffer.from('x'), stream: true, stake: 0n }, signal)) break;
    // The handler is free again.
    for await (const piece of host.ask({ body: Buffer.from('x'), stream: true, stake: 0n }, signal)) {
      expect(textOf(piece)).toEqual(['0\n']);
      break;
    }
  });
});
