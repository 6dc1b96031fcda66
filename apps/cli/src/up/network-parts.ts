import { NatsCluster, NatsServerProcess, messageOf } from '@yumanet/service-kit';
import { publicKeyOf } from '../account.js';
import { CliError } from '../cli-error.js';
import { chainSettings } from './chain-settings.js';
import { ChildPart } from './child-part.js';
import { findLeader } from './find-leader.js';
import { LocalChainPart } from './local-chain-part.js';
import { LocalPart } from './local-part.js';
import { NatsPart } from './nats-part.js';
import type { NetworkFolder } from './network-folder.js';
import type { Facts, Part, ProcessPart } from './part.js';
import type { Say } from './phases.js';
import { ServicePlan, workerUris, type Planned } from './plan-services.js';
import { PortPool } from './port-pool.js';
import { PostgresPart } from './postgres-part.js';
import { RevivedPart } from './revived-part.js';
import { KINDS, binOf, type KindName, type Settings } from './service-kinds.js';
import type { Addresses } from './service-settings.js';
import type { Cluster, Topology } from './topology/topology.js';

interface PartsOptions {
  /** One process per service; a cluster always is. */
  readonly split: boolean;
  readonly version: string;
}

/** The chain's nodes, by name. */
export type ChainFacts = Readonly<Record<string, Facts>>;

/** After this, what has not ended is ended by force; a cluster has more to end. */
const STOP_MS = { single: 4_000, cluster: 9_000 };
/** What is ended first; each stage waits for the one before. */
const STAGES = ['services', 'chain', 'below'] as const;
type Stage = (typeof STAGES)[number];
const START_ORDER: readonly KindName[] = ['emission', 'validator', 'miner', 'explorer'];
/** Services that start at a time: all at once, none of them hears the others in time. */
const STARTS_AT_ONCE = 3;

/** All parts of a network: started in order, stopped in reverse. */
export class NetworkParts {
  private readonly started: { readonly part: Pick<Part, 'name' | 'stop'>; readonly stage: Stage }[] = [];
  private readonly killable: Pick<ProcessPart, 'kill'>[] = [];
  private readonly failure = new AbortController();
  private readonly ports = new PortPool();
  private readonly split: boolean;
  private natsUrls: readonly string[] = [];
  private databaseUrl: string | undefined;
  private stopping = false;

  /** @param changed hears of a part that was started again, with what it says then. */
  constructor(
    private readonly topology: Topology,
    private readonly folder: NetworkFolder,
    private readonly options: PartsOptions,
    private readonly say: Say,
    private readonly changed: (name: string, facts: Facts) => void = () => undefined,
  ) {
    this.split = options.split || topology.cluster !== undefined;
  }

  /** Aborts with a CliError when a part of this process ends by itself. */
  get failed(): AbortSignal {
    return this.failure.signal;
  }

  /** The bus, and of a cluster the database. */
  async startBelow(signal: AbortSignal): Promise<Record<string, Facts>> {
    const { cluster } = this.topology;
    if (cluster === undefined) return { 'nats-server': await this.startNats(signal) };
    const nats = await this.startNatsCluster(cluster, signal);
    if (typeof cluster.postgres === 'string') this.databaseUrl = cluster.postgres;
    if (cluster.postgres !== true) return nats;
    const place = { folder: this.folder.of('postgres'), logFile: this.folder.logFile('postgres') };
    this.databaseUrl = new PostgresPart(place).url;
    const postgres = await this.start(
      this.revived(() => new PostgresPart(place)),
      'below',
      signal,
    );
    return { ...nats, postgres };
  }

  private async startNats(signal: AbortSignal): Promise<Facts> {
    const dir = this.folder.of('nats');
    const port = await this.ports.take();
    const again = `nats-server -c ${dir}/nats-server.conf`;
    const nats = new NatsServerProcess({
      dir,
      port,
      onExit: (code) => this.ended('nats-server', `exit ${code}`, again),
    });
    this.started.push({ part: nats, stage: 'below' });
    await nats.start(signal);
    this.natsUrls = [nats.url];
    return { url: nats.url, pid: nats.pid };
  }

  private async startNatsCluster(
    { nats: size }: Cluster,
    signal: AbortSignal,
  ): Promise<Record<string, Facts>> {
    const heard = new Map<NatsServerProcess, (code: number | null) => void>();
    const nameOf = (server: string): string => `nats-${server.slice(1)}`;
    const nats = new NatsCluster({
      dir: this.folder.of('nats'),
      size,
      logFile: (name) => this.folder.logFile(nameOf(name)),
      onExit: (server, code) => heard.get(server)?.(code),
    });
    const servers = await nats.create();
    const parts = servers.map((server, i) =>
      this.revived(() => new NatsPart(`nats-${i + 1}`, server, (exited) => heard.set(server, exited))),
    );
    // Together: none of them is ready before most are there.
    const facts = await Promise.all(parts.map((part) => this.start(part, 'below', signal)));
    this.natsUrls = nats.urls;
    return Object.fromEntries(parts.map(({ name }, i) => [name, facts[i]!]));
  }

  /** @returns the chain's nodes, and the JSON-RPC of the one that takes transactions now. */
  async startChain(signal: AbortSignal): Promise<{ readonly nodes: ChainFacts; readonly rpc: string }> {
    const { cluster } = this.topology;
    if (cluster === undefined) {
      const chain = await this.start(await this.chainPart('chain'), 'chain', signal);
      return { nodes: { chain }, rpc: String(chain['rpc']) };
    }
    const nodes: Record<string, Facts> = {};
    for (let i = 1; i <= cluster.chains; i++) {
      const name = `chain-${i}`;
      nodes[name] = await this.start(await this.chainPart(name), 'chain', signal);
    }
    const rpc = await findLeader(
      Object.values(nodes).map((facts) => String(facts['rpc'])),
      signal,
    );
    return { nodes, rpc };
  }

  /** The first has the port that clients know; of a cluster the others any free one. */
  private async chainPart(name: string): Promise<Part> {
    const { ports, emission, cluster } = this.topology;
    const isFirst = name === 'chain' || name === 'chain-1';
    const place = {
      dataDir: this.folder.of(name),
      rpcPort: isFirst && ports.rpc !== 0 ? ports.rpc : await this.port(),
      grpcPort: await this.port(),
      statusPort: await this.port(),
      natsUrl: this.natsUrls,
      epochWorkers: await Promise.all(workerUris(emission.workers).map(publicKeyOf)),
    };
    const settings = chainSettings(this.topology, place, cluster === undefined ? undefined : name);
    if (this.split) return this.child('chain', name, settings);
    // On a slow machine the services beside it come first.
    const shared = { ...settings, adaptiveBlockTime: true };
    return new LocalChainPart(shared, this.options.version, this.folder.logFile(name));
  }

  /**
   * Emission, validators and miners, a few at a time.
   *
   * @param netuids of the topology's subnets, in its order.
   * @returns what each says, by name.
   */
  async startServices(
    netuids: readonly number[],
    chain: ChainFacts,
    signal: AbortSignal,
  ): Promise<Record<string, Facts>> {
    const nodes = Object.values(chain);
    const at: Addresses = {
      chainRpc: nodes.map((facts) => String(facts['rpc'])),
      chainGrpc: nodes.map((facts) => String(facts['grpc'])),
      natsUrls: this.natsUrls,
      natsReplicas: this.natsUrls.length,
    };
    const { topology, folder, ports, databaseUrl } = this;
    const plan = new ServicePlan({ topology, folder, ports, port: () => this.port(), databaseUrl }, at);
    const emission = await plan.emission();
    const books = emission.flatMap(({ settings: { grpcPort } }) =>
      Number(grpcPort) === 0 ? [] : [`127.0.0.1:${String(grpcPort)}`],
    );
    const all = [...emission];
    for (const [i, subnet] of topology.subnets.entries()) {
      const place = { netuid: netuids[i]!, mechanism: subnet.mechanism, netuids };
      all.push(...(await plan.subnet(place, subnet, books)));
    }
    // Validators before the miners: all judge from the first answer on. Who begins an epoch later is behind in bonds for many, as a
    // copier is.
    all.sort((a, b) => START_ORDER.indexOf(a.kind) - START_ORDER.indexOf(b.kind));
    const facts = new Map<string, Facts>();
    const start = async ({ kind, name, settings: own }: Planned): Promise<void> => {
      const settings = { ...own, logFile: this.folder.logFile(name) };
      facts.set(name, await this.start(this.part(kind, name, settings), 'services', signal));
    };
    const names = all.map(({ name }) => name);
    const startNext = async (): Promise<void> => {
      for (let next = all.shift(); next !== undefined; next = all.shift()) {
        // One that did not start ends the network: the others' turns do not go on behind its back.
        signal.throwIfAborted();
        await start(next);
      }
    };
    await Promise.all(Array.from({ length: STARTS_AT_ONCE }, startNext));
    if (topology.explorer) {
      await start(await plan.explorer(books));
      names.unshift('explorer');
    }
    return Object.fromEntries(names.map((name) => [name, facts.get(name)!]));
  }

  /** Of a process one that is known before, so that it can be started again on it; else whatever is free at the time. */
  private async port(): Promise<number> {
    return this.split ? this.ports.take() : 0;
  }

  /** Services first, at once; then the chain, then what is below. Whatever takes too long is ended by force. */
  async stop(): Promise<void> {
    this.stopping = true;
    const ms = this.topology.cluster === undefined ? STOP_MS.single : STOP_MS.cluster;
    const force = setTimeout(() => this.killable.forEach((part) => part.kill()), ms);
    for (const stage of STAGES) {
      const parts = this.started.filter((each) => each.stage === stage).reverse();
      await Promise.all(parts.map(({ part }) => this.stopOne(part)));
    }
    clearTimeout(force);
  }

  private async stopOne(part: Pick<Part, 'name' | 'stop'>): Promise<void> {
    const { name } = part;
    await part
      .stop()
      .catch((error: unknown) =>
        this.say({ event: 'warning', part: name, message: messageOf(error) }, `${name}: ${messageOf(error)}`),
      );
  }

  private part(kind: KindName, name: string, settings: Settings): Part {
    if (this.split) return this.child(kind, name, settings);
    return new LocalPart(name, () => KINDS[kind].create(settings));
  }

  private child(kind: KindName | 'chain', name: string, settings: Settings): Part {
    const config = this.folder.writeSettings(name, settings);
    const make = (): ChildPart =>
      new ChildPart({ name, bin: binOf(kind), config, logFile: this.folder.logFile(name) });
    if (this.topology.cluster !== undefined) return this.revived(make);
    const child = make();
    this.killable.push(child);
    return child;
  }

  /** A cluster's part: what ends comes back by itself. */
  private revived(make: () => ProcessPart): RevivedPart {
    const part: RevivedPart = new RevivedPart({
      make,
      onEnded: (reason) =>
        this.say(
          { event: 'part-ended', part: part.name, reason },
          `${part.name} ended (${reason}); it is started again`,
        ),
      onBack: (facts, ms) => {
        this.changed(part.name, facts);
        this.say(
          { ...facts, event: 'part-back', part: part.name, ms },
          `${part.name} is back after ${ms} ms`,
        );
      },
    });
    this.killable.push(part);
    return part;
  }

  private async start(part: Part, stage: Stage, signal: AbortSignal): Promise<Facts> {
    this.started.push({ part, stage });
    void part.failed.then((reason) => this.ended(part.name, reason, part.restart));
    return part.start(signal);
  }

  /** Where a command restarts it, the network goes on without it; else it is the end of all. */
  private ended(name: string, reason: string, restart: string | undefined): void {
    if (this.stopping) return;
    if (restart === undefined) {
      this.failure.abort(new CliError('FAILED', `${name}: expected it to run, got ${reason}`));
      return;
    }
    this.say(
      { event: 'part-ended', part: name, reason, restart },
      `${name} ended (${reason}); restart it: ${restart}`,
    );
  }
}
