import { Counter } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Health } from './health.js';
import { createMetrics } from './metrics.js';
import { StatusServer } from './status-server.js';
import { FakeClock } from './testing/fake-clock.js';

describe('StatusServer', () => {
  const health = new Health(['bus']);
  const metrics = createMetrics({ service: 'chain', version: '1', processMetrics: true });
  let server: StatusServer;
  const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${server.port}${path}`, { method });

  beforeEach(async () => {
    server = new StatusServer({ host: '127.0.0.1', port: 0, health, metrics });
    await server.start();
  });
  afterEach(() => server.stop());

  it('/readyz follows health, /healthz only whether it lives', async () => {
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/healthz')).status).toBe(200);
    health.set('bus', {});
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ ready: true }) as unknown,
    ]);
    health.set('bus', { alive: false });
    expect((await get('/healthz')).status).toBe(503);
  });

  it('/metrics carries the service’s own and the process’s', async () => {
    new Counter({ name: 'yumanet_test_total', help: 'x', registers: [metrics] }).inc(3);
    const text = await (await get('/metrics')).text();
    expect(text).toContain('yumanet_test_total{service="chain",version="1"} 3');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('refuses other paths and methods', async () => {
    expect((await get('/etc/passwd')).status).toBe(404);
    expect((await get('/metrics', 'POST')).status).toBe(405);
  });

  it('answers a flood of one address with 429, and is there again after it', async () => {
    const clock = new FakeClock();
    await server.stop();
    server = new StatusServer({ host: '127.0.0.1', port: 0, health, metrics, clock });
    await server.start();
    const statuses: number[] = [];
    for (let i = 0; i < 30; i++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => get('/readyz')));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(100);
    await clock.advance(1_000);
    expect((await get('/metrics')).status).toBe(200);
  });

  it('fails to start on a port in use', async () => {
    const second = new StatusServer({ host: '127.0.0.1', port: server.port, health, metrics });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.stop();
  });
});
