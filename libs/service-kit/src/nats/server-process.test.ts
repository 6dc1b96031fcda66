import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { tempDir, useNats } from '../../test/nats-harness.js';
import { NatsServerProcess } from './server-process.js';
import { ensureStream } from './streams.js';

describe('NatsServerProcess', () => {
  const nats = useNats();

  it('keeps its port and its data over a restart', async () => {
    const bus = await nats.connect();
    await ensureStream(bus, { name: 'kept', subjects: ['kept.>'] });
    const { url } = nats.server;
    await nats.server.stop();
    await nats.server.start();
    expect(nats.server.url).toBe(url);
    await bus.connected(AbortSignal.timeout(5_000));
    expect((await bus.manager.streams.info('kept')).config.subjects).toEqual(['kept.>']);
    expect(existsSync(nats.dir)).toBe(true);
  });

  it('stop leaves no process, twice is once', async () => {
    const dir = tempDir();
    const server = new NatsServerProcess({ dir: dir.path });
    await server.start();
    const { pid } = server;
    await server.stop();
    await server.stop();
    expect(() => process.kill(Number(pid), 0)).toThrow(/ESRCH/);
    dir.remove();
  });

  it('says why it did not start: a port in use, no binary', async () => {
    const dir = tempDir();
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const taken = new NatsServerProcess({ dir: dir.path, port });
    await expect(taken.start()).rejects.toMatchObject({
      code: 'NATS_SERVER_FAILED',
      message: expect.stringContaining('address already in use') as unknown,
    });
    const missing = new NatsServerProcess({ dir: dir.path, binary: '/no/such/nats-server' });
    await expect(missing.start()).rejects.toMatchObject({ code: 'NATS_SERVER_FAILED' });
    await new Promise((resolve) => holder.close(resolve));
    dir.remove();
  });
});
