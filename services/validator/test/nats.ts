import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus, NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { afterAll, beforeAll } from 'vitest';

/** A real nats-server of one test file, and a connection to it. */
export function useNats(): { readonly server: NatsServerProcess; readonly bus: () => Bus } {
  const dir = mkdtempSync(join(tmpdir(), 'yumanet-validator-'));
  const server = new NatsServerProcess({ dir });
  let bus: Bus;
  beforeAll(async () => {
    ensureNatsServer();
    await server.start();
    bus = new Bus({ servers: [server.url], connectionName: 'test', requestMs: 3_000 });
    await bus.start();
  });
  afterAll(async () => {
    await bus.stop();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  return { server, bus: () => bus };
}
