import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { subjectsOf } from '@yumanet/proto/subjects';
import { Bus, NatsCluster, type NatsServerProcess } from '@yumanet/service-kit';
import { ChainProcess, rpc, tempFolder } from './chain-process.js';

const { chainStream } = subjectsOf('local');
const SETTLE_MS = 60_000;

interface Health {
  readonly isSyncing: boolean;
  readonly role: 'leader' | 'standby';
}

/** Three nats-servers that keep each message together, and chains that share one log on them; all on loopback. */
export class ChainCluster {
  readonly #folder = tempFolder();
  readonly nats: NatsCluster;
  readonly chains = new Map<string, ChainProcess>();
  #bus: Bus | undefined;
  #gone: ChainGone | undefined;

  /** @param flags of every chain, besides those of the cluster. */
  constructor(private readonly flags: readonly string[] = []) {
    this.nats = new NatsCluster({ dir: join(this.#folder.path, 'nats') });
  }

  async start(names: readonly string[], flags: readonly string[] = []): Promise<void> {
    await this.nats.start();
    this.#bus = new Bus({ servers: this.nats.urls, connectionName: 'test', requestMs: 2_000 });
    await this.#bus.start();
    for (const name of names) await this.startChain(name, flags);
    await this.settled();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.chains.values()].map((chain) => chain.kill()));
    await this.#bus?.stop();
    await this.nats.stop();
    this.#folder.remove();
  }

  get bus(): Bus {
    return this.#bus!;
  }

  /** Starts a chain, also one that was killed: its folder is kept. */
  async startChain(name: string, flags: readonly string[] = []): Promise<ChainProcess> {
    const folder = ['--data-dir', join(this.#folder.path, name)];
    const own = ['--cluster', name, '--nats-url', this.nats.urls.join(','), ...folder];
    const chain = await ChainProcess.start([...own, ...this.flags, ...flags]);
    this.chains.set(name, chain);
    void chain.exited.then(({ code, signal }) => {
      if (signal !== 'SIGKILL')
        this.#gone = new ChainGone(`chain ${name} ended with ${code}: ${chain.log()}`);
    });
    return chain;
  }

  async killChain(name: string): Promise<void> {
    await this.chains.get(name)!.kill();
    this.chains.delete(name);
  }

  http(name: string): string {
    return this.chains.get(name)!.ready.http;
  }

  /** Name of the chain that leads; undefined while none says so. One that is frozen does not answer in time. */
  async leader(): Promise<string | undefined> {
    for (const name of this.chains.keys()) {
      const health = await this.health(name).catch(() => undefined);
      if (health?.role === 'leader') return name;
    }
    return undefined;
  }

  health(name: string): Promise<Health> {
    return rpc<Health>(this.http(name), 'system_health');
  }

  /** The server that leads the log's stream. */
  async streamLeader(): Promise<NatsServerProcess> {
    const { cluster } = await this.bus.manager.streams.info(chainStream);
    return this.nats.servers[Number(cluster!.leader!.slice(1)) - 1]!;
  }

  /** Height of a chain's last final block. */
  finalised(name: string): Promise<number> {
    return finalisedOf(this.chains.get(name)!);
  }

  /** Milliseconds until some chain of these has a final block above `height`. */
  async backAbove(height: number, names: readonly string[], ms: number): Promise<number> {
    const began = performance.now();
    await until(`a final block above ${height}`, ms, async () => {
      const heights = await Promise.all(names.map((name) => this.finalised(name).catch(() => 0)));
      return Math.max(...heights) > height;
    });
    return Math.round(performance.now() - began);
  }

  /** Waits for one leader, standbys that are up to date, and three copies of the log. */
  async settled(): Promise<void> {
    await until('a settled cluster', SETTLE_MS, async () => {
      if (this.#gone !== undefined) throw this.#gone;
      const all = await Promise.all([...this.chains.keys()].map((name) => this.health(name)));
      const leaders = all.filter(({ role }) => role === 'leader').length;
      const { cluster } = await this.bus.manager.streams.info(chainStream);
      const copies = (cluster?.replicas ?? []).filter(({ current, offline }) => current && !offline).length;
      return leaders === 1 && all.every(({ isSyncing }) => !isSyncing) && copies === 2;
    });
  }
}

/** A chain that nobody killed is not there any more. */
class ChainGone extends Error {}

/** Height of a chain's last final block. */
export async function finalisedOf({ ready: { http } }: ChainProcess): Promise<number> {
  const hash = await rpc<string>(http, 'chain_getFinalizedHead');
  return Number((await rpc<{ number: string }>(http, 'chain_getHeader', hash)).number);
}

/** Asks again and again; an error is a no. */
export async function until(what: string, ms: number, ask: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + ms;
  let last: unknown;
  while (performance.now() < end) {
    try {
      if (await ask()) return;
    } catch (error) {
      if (error instanceof ChainGone) throw error;
      last = error;
    }
    await sleep(50);
  }
  throw new Error(`expected ${what} within ${ms} ms, got none`, { cause: last });
}
