import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from './clock.js';
import type { Component } from './lifecycle.js';
import { silentLogger } from './logger.js';
import { serviceCommand } from './service-command.js';
import { Service } from './service.js';

function serviceOf(...components: Component[]): Service {
  const common = { clock: systemClock(), logger: silentLogger() };
  return new Service({ name: 'toy', components, ...common, ready: () => ({ grpc: '127.0.0.1:1' }) });
}

describe('Service', () => {
  it('starts and stops its parts as one', async () => {
    const seen: string[] = [];
    const note = (hook: string) => () => Promise.resolve(void seen.push(hook));
    const service = serviceOf({ name: 'a', start: note('start'), drain: note('drain'), stop: note('stop') });
    await service.start();
    expect(service.ready()).toEqual({ event: 'ready', service: 'toy', grpc: '127.0.0.1:1' });
    await service.stop();
    expect(seen).toEqual(['start', 'drain', 'stop']);
  });

  it('is not started when its host stops meanwhile', async () => {
    const host = new AbortController();
    const service = serviceOf({ name: 'a', start: () => Promise.resolve(host.abort()) });
    await expect(service.start(host.signal)).rejects.toMatchObject({ code: 'START_FAILED' });
  });

  it('says so when a part does not end cleanly', async () => {
    const service = serviceOf({ name: 'a', stop: () => Promise.reject(new Error('stuck')) });
    await service.start();
    await expect(service.stop()).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

describe('serviceCommand', () => {
  const subject = {
    service: 'toy',
    command: 'yumanet-toy',
    version: '1.0.0',
    summary: 'A toy.',
    schema: z.object({ port: z.number().meta({ description: 'Port.', example: '9090' }) }),
  };

  async function run(...argv: string[]) {
    const signals = Object.assign(new EventEmitter(), { exit: () => undefined });
    let out = '';
    const output = {
      stdout: (text: string) => {
        out += text;
        if (text.includes('ready')) signals.emit('SIGTERM', 'SIGTERM');
      },
      stderr: (text: string) => void (out += text),
    };
    const sources = { argv, env: {} };
    const code = await serviceCommand(subject, () => Promise.resolve(serviceOf()), {
      sources,
      output,
      signals,
    });
    return { code, out };
  }

  it('prints one ready line, as JSON where asked, and ends when told to', async () => {
    expect(await run('--port', '1')).toEqual({
      code: 0,
      out: 'yumanet-toy 1.0.0 is ready: grpc 127.0.0.1:1\n',
    });
    const { out } = await run('--port', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({ event: 'ready', service: 'toy', pid: process.pid });
  });

  it('help has an example that names what is required', async () => {
    expect((await run('--help')).out).toContain('Example:\n  yumanet-toy --port 9090 --json\n');
  });
});
