/** An own nats-server for one test file, and buses that are closed after each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Bus, type BusOptions } from '../src/nats/bus.js';
import { NatsServerProcess, type NatsServerOptions } from '../src/nats/server-process.js';

export function tempDir(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'yumanet-kit-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Declares the hooks; `server()` and `connect()` work inside tests. */
export function useNats(options: Partial<NatsServerOptions> = {}) {
  const dir = tempDir();
  const server = new NatsServerProcess({ dir: dir.path, ...options });
  const buses: Bus[] = [];
  beforeAll(() => server.start());
  afterEach(async () => {
    for (const bus of buses.splice(0)) await bus.stop();
  });
  afterAll(async () => {
    await server.stop();
    dir.remove();
  });
  return {
    dir: dir.path,
    server,
    async connect(own: Partial<BusOptions> = {}): Promise<Bus> {
      const bus = new Bus({
        servers: [server.url],
        connectionName: 'test',
        reconnect: { initialMs: 50, maxMs: 200 },
        pingMs: 500,
        requestMs: 3_000,
        ...own,
      });
      buses.push(bus);
      await bus.start();
      return bus;
    },
  };
}

/** A finalised block of a given height whose events are `bytes` long. */
export function blockFinalized(number: number, bytes = 10): BlockFinalized {
  const empty = Buffer.alloc(0);
  const header = {
    number: BigInt(number),
    parentHash: empty,
    stateRoot: empty,
    extrinsicsRoot: empty,
    encoded: empty,
    hash: empty,
  };
  const events = Buffer.alloc(bytes, number % 251);
  const block = { header, extrinsics: [], events, finalized: true, epochs: [] };
  return { genesisHash: Buffer.alloc(32), block };
}

export const heightOf = (message: BlockFinalized) => Number(message.block?.header?.number ?? -1n);
