import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Health } from './health.js';
import { Lifecycle, type Component } from './lifecycle.js';
import { silentLogger } from './logger.js';
import { runService } from './run-service.js';
import { createMetrics } from './metrics.js';
import { StatusServer } from './status-server.js';
import { FakeClock } from './testing/fake-clock.js';

const logger = silentLogger();
const forever = () => new Promise<never>(() => undefined);

/** A component that writes down its hooks. */
function recording(name: string, seen: string[], own: Partial<Component> = {}): Component {
  const note = (hook: string) => () => {
    seen.push(`${hook} ${name}`);
    return Promise.resolve();
  };
  return { name, start: note('start'), drain: note('drain'), stop: note('stop'), ...own };
}

describe('Lifecycle', () => {
  it('starts in order, drains all in reverse, then stops all in reverse', async () => {
    const seen: string[] = [];
    const components = [recording('store', seen), recording('bus', seen)];
    const lifecycle = new Lifecycle({ components, clock: new FakeClock(), logger });
    await lifecycle.start();
    expect(lifecycle.state).toBe('running');
    const [first, second] = await Promise.all([lifecycle.stop('test'), lifecycle.stop('again')]);
    expect([first, second]).toEqual([0, 0]);
    expect(seen).toEqual(['start store', 'start bus', 'drain bus', 'drain store', 'stop bus', 'stop store']);
    expect(lifecycle.signal.aborted).toBe(true);
  });

  it('is ready from the end of its start to the first moment of its stop, and still answers while it drains', async () => {
    const health = new Health();
    const metrics = createMetrics({ service: 'toy', version: '1' });
    const status = new StatusServer({ host: '127.0.0.1', port: 0, health, metrics });
    const ready = async () => (await fetch(`http://127.0.0.1:${status.port}/readyz`)).status;
    const seen: number[] = [];
    const look = async () => void seen.push(await ready());
    const components = [status, { name: 'work', start: look, drain: look }];
    const lifecycle = new Lifecycle({ components, clock: new FakeClock(), logger, health });
    await lifecycle.start();
    await look();
    expect(await lifecycle.stop('test')).toBe(0);
    expect(seen).toEqual([503, 200, 503]);
    expect(health.report().alive).toBe(true);
  });

  it('a component that does not start stops the others, itself included', async () => {
    const seen: string[] = [];
    const broken = recording('bus', seen, { start: () => Promise.reject(new Error('refused')) });
    const components = [recording('store', seen), broken, recording('rpc', seen)];
    const lifecycle = new Lifecycle({ components, clock: new FakeClock(), logger });
    await expect(lifecycle.start()).rejects.toMatchObject({
      code: 'START_FAILED',
      message: 'bus: expected to start, got refused',
      data: { component: 'bus' },
    });
    expect(seen).toEqual(['start store', 'drain bus', 'drain store', 'stop bus', 'stop store']);
    await expect(lifecycle.stopped).resolves.toBe(1);
  });

  it.each(['start', 'drain', 'stop'] as const)(
    'a %s that hangs is given up at its deadline, exit code 1',
    async (hook) => {
      const seen: string[] = [];
      const clock = new FakeClock();
      const hanging = recording('bus', seen, { [hook]: forever, deadlines: { [hook]: 500 } });
      const lifecycle = new Lifecycle({ components: [recording('store', seen), hanging], clock, logger });
      const started = lifecycle.start().catch(() => undefined);
      await clock.advance(500);
      await started;
      const stopping = lifecycle.stop('test');
      await clock.advance(500);
      await expect(stopping).resolves.toBe(1);
      expect(seen.at(-1)).toBe('stop store');
    },
  );

  it('stops a start under way when asked to', async () => {
    const seen: string[] = [];
    const slow = recording('bus', seen, { start: forever });
    const lifecycle = new Lifecycle({
      components: [slow, recording('rpc', seen)],
      clock: new FakeClock(),
      logger,
    });
    const started = lifecycle.start();
    const refused = expect(started).rejects.toMatchObject({ code: 'START_FAILED' });
    await lifecycle.stop('impatient');
    await refused;
    expect(seen).toEqual(['drain bus', 'stop bus']);
  });

  it('stops with exit code 1 when a running component fails', async () => {
    const lifecycle = new Lifecycle({ components: [recording('bus', [])], clock: new FakeClock(), logger });
    await lifecycle.start();
    lifecycle.fail('bus', new Error('gone'));
    await expect(lifecycle.stopped).resolves.toBe(1);
  });
});

describe('runService', () => {
  class Signals extends EventEmitter {
    readonly exits: number[] = [];
    exit(code: number): void {
      this.exits.push(code);
    }
  }

  it('stops on a signal and leaves no listener', async () => {
    const signals = new Signals();
    const seen: string[] = [];
    const code = runService(
      { components: [recording('bus', seen)], clock: new FakeClock(), logger },
      signals,
      () => signals.emit('SIGTERM', 'SIGTERM'),
    );
    await expect(code).resolves.toBe(0);
    expect(seen.at(-1)).toBe('stop bus');
    expect([signals.exits, signals.listenerCount('SIGTERM'), signals.listenerCount('SIGINT')]).toEqual([
      [],
      0,
      0,
    ]);
  });

  it('leaves at once on the second signal', async () => {
    const signals = new Signals();
    const clock = new FakeClock();
    const components = [recording('bus', [], { stop: forever })];
    const code = runService({ components, clock, logger }, signals, () => {
      signals.emit('SIGINT', 'SIGINT');
      signals.emit('SIGINT', 'SIGINT');
    });
    await clock.advance(20_000);
    await expect(code).resolves.toBe(1);
    expect(signals.exits).toEqual([130]);
  });

  it('gives 1 when a component does not start', async () => {
    const components = [recording('bus', [], { start: () => Promise.reject(new Error('no')) })];
    await expect(runService({ components, clock: new FakeClock(), logger }, new Signals())).resolves.toBe(1);
  });
});
