import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus, NatsServerProcess, ensureNatsServer, rolesOf } from '@yumanet/service-kit';
import { afterAll, beforeAll } from 'vitest';

export interface TestNats {
  readonly server: NatsServerProcess;
  readonly bus: () => Bus;
  /** A further connection, as `bus` is. */
  readonly connect: () => Promise<Bus>;
}

/**
 * A real nats-server of one test file, and a connection to it.
 *
 * @param network where given, the server knows the house's roles on it, and the connection may do what a validator may.
 */
export function useNats(network?: string): TestNats {
  const dir = mkdtempSync(join(tmpdir(), 'yumanet-validator-'));
  const password = 'password';
  const users = network === undefined ? [] : rolesOf(network).map((role) => ({ role, password }));
  const server = new NatsServerProcess({ dir, ...(network === undefined ? {} : { users }) });
  const login = network === undefined ? {} : { login: { role: 'validator', password } };
  const connect = async () => {
    const made = new Bus({ servers: [server.url], connectionName: 'test', requestMs: 3_000, ...login });
    await made.start();
    return made;
  };
  let bus: Bus;
  beforeAll(async () => {
    ensureNatsServer();
    await server.start();
    bus = await connect();
  });
  afterAll(async () => {
    await bus.stop();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  return { server, bus: () => bus, connect };
}
