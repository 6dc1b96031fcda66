import { Health, createMetrics, silentLogger, systemClock } from '@yumanet/service-kit';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { minerMetrics } from '../metrics.js';
import { HandlerHost } from './handler-host.js';

const MECHANISM = fileURLToPath(new URL('../../test/hostile.mjs', import.meta.url));
const { signal } = new AbortController();
const started: HandlerHost[] = [];
afterEach(async () => {
  for (const host of started.splice(0)) await host.stop();
});

async function open(backend: string, change: { maxQueue?: number; handlerMs?: number } = {}) {
  const health = new Health();
  const host = new HandlerHost({
    mechanism: MECHANISM,
    backend,
    hotkey: 'me',
    dataDir: '/nowhere',
    maxQueue: 4,
    handlerMs: 300,
    handlerMemoryMb: 64,
    clock: systemClock(),
    logger: silentLogger(),
    health,
    metrics: minerMetrics(createMetrics({ service: 'miner', version: '0' })),
    ...change,
  });
  started.push(host);
  await host.start();
  const ready = () => expect.poll(() => host.facts, { timeout: 20_000 }).toEqual({ size: 1 });
  if (backend !== 'never-opens') await ready();
  return { host, health, ready };
}

const ask = async (host: HandlerHost, text: string) =>
  Buffer.from(await host.ask(Buffer.from(text), signal)).toString();

describe('the handler’s thread', () => {
  it('answers, one task after the other', async () => {
    const { host } = await open('echo');
    expect(await Promise.all(['a', 'b', 'c'].map((text) => ask(host, text)))).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['busy', 'HANDLER_TIMEOUT'],
    ['silent', 'HANDLER_TIMEOUT'],
    ['leaving', 'HANDLER_FAILED'],
  ])('is replaced when it is %s', async (backend, code) => {
    const { host, health, ready } = await open(backend);
    await expect(ask(host, 'x')).rejects.toMatchObject({ code });
    expect(health.report().ready).toBe(false);
    await ready();
    expect(health.report().ready).toBe(true);
  });

  it('is replaced when it takes more memory than it may', async () => {
    const { host, ready } = await open('greedy', { handlerMs: 60_000 });
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

  it('is not asked for whoever gave up', async () => {
    const { host } = await open('silent');
    const first = ask(host, 'with it');
    const gone = new AbortController();
    const waiting = host.ask(Buffer.from('waits'), gone.signal);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(first).rejects.toMatchObject({ code: 'HANDLER_TIMEOUT' });
  });

  it('that cannot open its handler says so', async () => {
    const { host, health } = await open('never-opens');
    await expect
      .poll(() => health.report().parts['handler']?.detail, { timeout: 20_000 })
      .toContain('no model');
    await expect(ask(host, 'x')).rejects.toMatchObject({ code: 'HANDLER_NOT_READY' });
  });
});
