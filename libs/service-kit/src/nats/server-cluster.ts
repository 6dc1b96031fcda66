import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Component } from '../lifecycle.js';
import { NatsServerProcess, type NatsServerOptions } from './server-process.js';

export interface NatsClusterOptions extends Omit<
  NatsServerOptions,
  'name' | 'cluster' | 'port' | 'monitorPort'
> {
  /** Default 3: any one of them may be lost. */
  readonly size?: number;
}

/** Several nats-servers on loopback that keep each stream together (R3). */
export class NatsCluster implements Component {
  readonly name = 'nats-cluster';
  readonly deadlines = { start: 60_000, stop: 20_000 };
  readonly #options: NatsClusterOptions;
  #servers: readonly NatsServerProcess[] = [];

  constructor(options: NatsClusterOptions) {
    this.#options = options;
  }

  /** After start; in order `n1`, `n2`, … */
  get servers(): readonly NatsServerProcess[] {
    return this.#servers;
  }

  get urls(): readonly string[] {
    return this.#servers.map(({ url }) => url);
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { size = 3, dir, ...rest } = this.#options;
    // Routes must be known before any server starts, so these ports cannot be left to the servers.
    const ports = await freePorts(size);
    const routes = ports.map((port) => `nats://127.0.0.1:${port}`);
    this.#servers = ports.map(
      (port, index) =>
        new NatsServerProcess({
          ...rest,
          dir: join(dir, `n${index + 1}`),
          name: `n${index + 1}`,
          cluster: { name: 'yumanet', port, routes },
        }),
    );
    // Together: a cluster is healthy only when most of it is there.
    await Promise.all(this.#servers.map((server) => server.start(signal)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}

/** Ports nobody uses now; all are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(
    Array.from({ length: count }, async () => {
      const holder = createServer();
      await new Promise<void>((resolve, reject) =>
        holder.once('error', reject).listen(0, '127.0.0.1', resolve),
      );
      return holder;
    }),
  );
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}
