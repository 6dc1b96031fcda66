import { describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats-harness.js';
import { Health } from '../health.js';
import { createMetrics } from '../metrics.js';
import { Bus, type BusState } from './bus.js';

describe('Bus', () => {
  const nats = useNats();

  it('tells how it is, refuses at once while away, comes back by itself', async () => {
    const health = new Health();
    const metrics = createMetrics({ service: 'chain', version: '1' });
    const bus = await nats.connect({ health, metrics });
    const states: BusState[] = [];
    bus.onState((state) => states.push(state));
    await nats.server.kill('SIGKILL');
    await expect.poll(() => bus.state).toBe('disconnected');
    expect(health.report()).toMatchObject({ ready: false, parts: { bus: { detail: 'disconnected' } } });
    expect(() => bus.jetstream).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }) as Error);
    await nats.server.start();
    await bus.connected(AbortSignal.timeout(5_000));
    expect(states).toEqual(['disconnected', 'connected']);
    expect(health.report().ready).toBe(true);
    const text = await metrics.metrics();
    expect(text).toMatch(/yumanet_bus_connected\{.*\} 1/);
    expect(text).toMatch(/yumanet_bus_reconnects_total\{.*\} 1/);
  });

  it('finds a server that is there but does not answer', async () => {
    const bus = await nats.connect({ pingMs: 100 });
    await nats.server.kill('SIGSTOP');
    try {
      await expect.poll(() => bus.state, { timeout: 5_000 }).toBe('disconnected');
    } finally {
      await nats.server.kill('SIGCONT');
    }
    await bus.connected(AbortSignal.timeout(10_000));
  });

  it('gives up after its time and says so', async () => {
    const lost: string[] = [];
    const bus = await nats.connect({ giveUpMs: 200, onLost: (error) => lost.push(error.message) });
    await nats.server.kill('SIGKILL');
    await expect.poll(() => bus.state, { timeout: 5_000 }).toBe('closed');
    expect(lost).toEqual(['bus: expected a connection within 200 ms, got none']);
    await nats.server.start();
  });

  it('refuses to start without a server to be reached, or keeps trying until told to stop', async () => {
    const options = {
      servers: ['nats://127.0.0.1:1'],
      connectionName: 'test',
      reconnect: { initialMs: 5, maxMs: 10 },
    };
    await expect(new Bus(options).start()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(new Bus(options).start(AbortSignal.timeout(100))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(() => new Bus({ ...options, servers: [] })).toThrow(/servers: expected at least one URL/);
  });

  it('a request that is not answered ends at its deadline', async () => {
    const bus = await nats.connect();
    const never = bus.request('never', () => new Promise(() => undefined), 50);
    await expect(never).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});
