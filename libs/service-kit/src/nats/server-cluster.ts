import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Component } from '../lifecycle.js';
import { NatsServerProcess, type NatsServerOptions } from './server-process.js';

export interface NatsClusterOptions extends Omit<
  NatsServerOptions,
  'name' | 'cluster' | 'port' | 'monitorPort' | 'logFile' | 'onExit'
> {
  /** Default 3: any one of them may be lost. */
  readonly size?: number;
  /** Where the server of that name (`n1`, …) writes its log. Default: in its folder. */
  readonly logFile?: (name: string) => string;
  /** Called when one ends without having been told to. */
  readonly onExit?: (server: NatsServerProcess, code: number | null) => void;
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
    const servers = await this.create();
    // Together: a cluster is healthy only when most of it is there.
    await Promise.all(servers.map((server) => server.start(signal)));
  }

  /** The servers, not started: for who starts each by itself, all of them at once. */
  async create(): Promise<readonly NatsServerProcess[]> {
    const { size = 3, dir, logFile, onExit, ...rest } = this.#options;
    // Routes must be known before any server starts, so these ports cannot be left to the servers.
    const ports = await freePorts(size);
    const routes = ports.map((port) => `nats://127.0.0.1:${port}`);
    this.#servers = ports.map((port, index) => {
      const name = `n${index + 1}`;
      const server: NatsServerProcess = new NatsServerProcess({
        ...rest,
        dir: join(dir, name),
        name,
        cluster: { name: 'yumanet', port, routes },
        ...(logFile === undefined ? {} : { logFile: logFile(name) }),
        onExit: (code) => onExit?.(server, code),
      });
      return server;
    });
    return this.#servers;
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
