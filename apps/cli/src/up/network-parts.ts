import { NatsServerProcess, messageOf } from '@yumanet/service-kit';
import { CliError } from '../cli-error.js';
import { chainSettings } from './chain-settings.js';
import { ChildPart } from './child-part.js';
import { freePort } from './free-port.js';
import { LocalChainPart } from './local-chain-part.js';
import { LocalPart } from './local-part.js';
import type { NetworkFolder } from './network-folder.js';
import type { Facts, Part } from './part.js';
import { KINDS, binOf, type KindName, type Settings } from './service-kinds.js';
import { emissionSettings, minerSettings, validatorSettings, type Addresses } from './service-settings.js';
import type { Topology } from './topology.js';

interface PartsOptions {
  readonly split: boolean;
  readonly rpcPort: number;
  readonly version: string;
}

/** After this, what has not ended is ended by force. */
const STOP_MS = 4_000;

type Say = (data: Readonly<Record<string, unknown>>, text: string) => void;

/** All parts of a network: started in order, stopped in reverse. */
export class NetworkParts {
  private readonly started: Pick<Part, 'name' | 'stop'>[] = [];
  private readonly children: ChildPart[] = [];
  private readonly failure = new AbortController();
  private natsUrl = '';
  private stopping = false;

  constructor(
    private readonly topology: Topology,
    private readonly folder: NetworkFolder,
    private readonly options: PartsOptions,
    private readonly say: Say,
  ) {}

  /** Aborts with a CliError when a part of this process ends by itself. */
  get failed(): AbortSignal {
    return this.failure.signal;
  }

  async startNats(signal: AbortSignal): Promise<Facts> {
    const dir = this.folder.of('nats');
    const port = await freePort();
    const again = `nats-server -c ${dir}/nats-server.conf`;
    const nats = new NatsServerProcess({
      dir,
      port,
      onExit: (code) => this.ended('nats-server', `exit ${code}`, again),
    });
    this.started.push(nats);
    await nats.start(signal);
    this.natsUrl = nats.url;
    return { url: nats.url, pid: nats.pid };
  }

  async startChain(signal: AbortSignal): Promise<Facts> {
    const { split, version } = this.options;
    const rpcPort = this.options.rpcPort === 0 ? await freePort() : this.options.rpcPort;
    const dataDir = this.folder.of('chain');
    const place = { dataDir, rpcPort, grpcPort: await freePort(), natsUrl: this.natsUrl };
    const settings = chainSettings(this.topology, place);
    const part = split
      ? this.child('chain', 'chain', settings)
      : new LocalChainPart(settings, version, this.folder.logFile('chain'));
    return this.start(part, signal);
  }

  /** Emission, validators and miners, all at once. @returns what each says, by name. */
  async startServices(netuid: number, chain: Facts, signal: AbortSignal): Promise<Record<string, Facts>> {
    const { network, validators, miners, mechanism } = this.topology;
    const addresses: Addresses = {
      network,
      netuid,
      mechanism,
      chainRpc: String(chain['rpc']),
      chainGrpc: String(chain['grpc']),
      natsUrl: this.natsUrl,
    };
    const all: { kind: KindName; name: string; settings: Settings }[] = [
      { kind: 'emission', name: 'emission', settings: emissionSettings(addresses, await freePort()) },
    ];
    for (const neuron of validators) {
      const settings = validatorSettings(addresses, neuron, await freePort());
      all.push({ kind: 'validator', name: neuron.name, settings });
    }
    for (const neuron of miners) {
      const dataDir = this.folder.of(neuron.name);
      // The axon keeps the port of its last start: a change would have to wait for the chain's limit of rate.
      const place = { dataDir, grpcPort: await freePort() };
      const settings = minerSettings(addresses, neuron, place);
      all.push({ kind: 'miner', name: neuron.name, settings });
    }
    const facts = await Promise.all(
      all.map(
        async ({ kind, name, settings }) =>
          [
            name,
            await this.start(
              this.part(kind, name, { ...settings, logFile: this.folder.logFile(name) }),
              signal,
            ),
          ] as const,
      ),
    );
    return Object.fromEntries(facts);
  }

  /** Services first, at once; then the chain, then the bus. Whatever takes too long is ended by force. */
  async stop(): Promise<void> {
    this.stopping = true;
    const force = setTimeout(() => this.children.forEach((child) => child.kill()), STOP_MS);
    const services = this.started.filter(({ name }) => name !== 'chain' && name !== 'nats-server').reverse();
    const below = this.started.filter((part) => !services.includes(part)).reverse();
    await Promise.all(services.map((part) => this.stopOne(part)));
    for (const part of below) await this.stopOne(part);
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
    if (this.options.split) return this.child(kind, name, settings);
    return new LocalPart(name, () => KINDS[kind].create(settings));
  }

  private child(kind: KindName | 'chain', name: string, settings: Settings): ChildPart {
    const config = this.folder.writeSettings(name, settings);
    const child = new ChildPart({ name, bin: binOf(kind), config, logFile: this.folder.logFile(name) });
    this.children.push(child);
    return child;
  }

  private async start(part: Part, signal: AbortSignal): Promise<Facts> {
    this.started.push({ name: part.name, stop: () => part.stop() });
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
