import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { Bus, NatsServerProcess, ensureNatsServer, silentLogger } from '@yumanet/service-kit';
import { LightAxon } from '@yumanet/subnet-kit/testing';
import { ChainProcess, tempFolder } from './chain-process.js';
import { ServiceProcess } from './service-process.js';
import { openSubnet, registerNeuron, serveAxon } from './subnet.js';
import { TcpProxy } from './tcp-proxy.js';
import { NETWORK, TEMPO, claim } from './validator-scene.js';

export const HALVES = ['minority', 'majority'] as const;
export type Half = (typeof HALVES)[number];

const MECHANISM = join(import.meta.dirname, 'claims-mechanism.mjs');
const KEYS = {
  YUMANET_VALIDATOR_HOTKEY_URI: '//Charlie//validator',
  YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie',
};
const STAKE = 1_000_000_000_000n;
const BLOCK_SECONDS = '0.4';
const LEASE_SECONDS = '3';
const WORKERS = ['//Alice//worker-1', '//Alice//worker-2'];

/** One service of each kind. */
type Services = {
  readonly emission: ServiceProcess;
  readonly coordinator: ServiceProcess;
  readonly worker: ServiceProcess;
};

/**
 * A cluster in two halves: one nats-server with one chain, emission service, coordinator and worker; two nats-servers and two chains
 * with the others. Everything that goes from one half to the other goes through a proxy, so that it can be cut.
 */
export class DividedCluster {
  readonly #folder = tempFolder();
  readonly #proxies: TcpProxy[] = [];
  readonly #axons: LightAxon[] = [];
  readonly nats: NatsServerProcess[] = [];
  readonly chains = new Map<string, ChainProcess>();
  readonly services = {} as Record<Half, Services>;
  /** Proxies before each server's port of clients. */
  readonly #natsFronts: TcpProxy[] = [];
  #isEnded = false;
  netuid!: number;
  /** The test's own, of the majority's side. */
  bus!: Bus;
  client!: ChainClient;

  static async start(): Promise<DividedCluster> {
    ensureNatsServer();
    const cluster = new DividedCluster();
    try {
      await cluster.#start();
      return cluster;
    } catch (error) {
      await cluster.end();
      cluster.remove();
      throw error;
    }
  }

  cut(): void {
    for (const proxy of this.#proxies) proxy.cut();
  }

  mend(): void {
    for (const proxy of this.#proxies) proxy.mend();
  }

  async #start(): Promise<void> {
    await this.#startNats();
    this.bus = new Bus({ servers: this.#servers('majority'), connectionName: 'test', requestMs: 2_000 });
    await this.bus.start();
    // The first leads.
    await this.#startChain('a', 'minority');
    for (const name of ['b', 'c']) await this.#startChain(name, 'majority');
    this.client = new ChainClient({ endpoints: [this.chain('a').ready.rpc], logger: silentLogger() });
    await this.client.start();
    await this.#openSubnet();
    // The first acts.
    for (const half of HALVES) this.services[half] = await this.#startServices(half);
  }

  chain(name: string): ChainProcess {
    return this.chains.get(name)!;
  }

  /** The test reads the chain from the other half from now on. */
  async readFrom(name: string): Promise<void> {
    await this.client.stop();
    this.client = new ChainClient({ endpoints: [this.chain(name).ready.rpc], logger: silentLogger() });
    await this.client.start();
  }

  dataDir(chain: string): string {
    return join(this.#folder.path, chain);
  }

  async #before(port: number): Promise<TcpProxy> {
    const proxy = await TcpProxy.before(`tcp://127.0.0.1:${port}`);
    this.#proxies.push(proxy);
    return proxy;
  }

  /** Every route between the halves goes through the proxy before one of its ends. */
  async #startNats(): Promise<void> {
    const ports = await freePorts(3);
    const fronts: TcpProxy[] = [];
    for (const port of ports) fronts.push(await this.#before(port));
    const direct = ports.map((port) => `nats://127.0.0.1:${port}`);
    const across = fronts.map(({ address }) => `nats://${address}`);
    const routes = [
      [across[1]!, across[2]!],
      [across[0]!, direct[2]!],
      [across[0]!, direct[1]!],
    ];
    for (const [i, port] of ports.entries()) {
      const own = { name: 'yumanet', port, routes: routes[i]!, advertise: fronts[i]!.address };
      this.nats.push(
        new NatsServerProcess({
          dir: join(this.#folder.path, `n${i + 1}`),
          name: `n${i + 1}`,
          cluster: { ...own, noAdvertise: true },
        }),
      );
    }
    await Promise.all(this.nats.map((server) => server.start()));
    for (const { url } of this.nats) this.#natsFronts.push(await this.#before(Number(new URL(url).port)));
  }

  /** The servers as a half reaches them, its own first. */
  #servers(half: Half): string[] {
    const own = (i: number): boolean => (i === 0) === (half === 'minority');
    const urls = this.nats.map(({ url }, i) => (own(i) ? url : `nats://${this.#natsFronts[i]!.address}`));
    return [...urls.filter((_, i) => own(i)), ...urls.filter((_, i) => !own(i))];
  }

  async #startChain(name: string, half: Half): Promise<void> {
    const keys = await Promise.all(WORKERS.map((uri) => keyFromUri(uri)));
    const workers = keys.map(({ publicKey }) => Buffer.from(publicKey).toString('hex')).join(',');
    const chain = await ChainProcess.start([
      ...['--cluster', name, '--nats-url', this.#servers(half).join(','), '--cluster-lease', LEASE_SECONDS],
      ...['--network', NETWORK, '--block-time', BLOCK_SECONDS, '--finality-delay', '0'],
      ...['--data-dir', this.dataDir(name), '--status-port', '0', '--state-history', '5000'],
      ...['--epoch-workers', workers, '--epoch-quorum', '2'],
    ]);
    this.chains.set(name, chain);
  }

  async #openSubnet(): Promise<void> {
    const sudo = await keyFromUri('//Alice');
    this.netuid = await openSubnet(this.client);
    for (const [name, value] of [
      ['tempo', TEMPO],
      ['min_allowed_weights', 1],
    ] as const) {
      const call = await this.client.call('AdminUtils', `sudo_set_${name}`, [this.netuid, value]);
      await this.client.sender(sudo).send(await this.client.call('Sudo', 'sudo', [call]));
    }
    for (const [i, worth] of [0.9, 0.3].entries()) {
      const signer = await keyFromUri(`//Eve//miner//${i}`);
      const axon = await LightAxon.open({ signer, answer: () => Promise.resolve(claim(worth)) });
      this.#axons.push(axon);
      await registerNeuron(this.client, this.netuid, signer);
      await serveAxon(this.client, this.netuid, signer, axon.port);
    }
  }

  /** Its own chains first, then those of the other half, through proxies. */
  async #chainsOf(half: Half): Promise<{ readonly rpc: string; readonly grpc: string }> {
    const own = half === 'minority' ? ['a'] : ['b', 'c'];
    const others = [...this.chains.keys()].filter((name) => !own.includes(name));
    const rpc = own.map((name) => this.chain(name).ready.rpc);
    const grpc = own.map((name) => this.chain(name).ready.grpc);
    for (const name of others) {
      const { ready } = this.chain(name);
      rpc.push((await this.#before(Number(new URL(ready.rpc).port))).url);
      grpc.push((await this.#before(Number(ready.grpc.split(':').at(-1)))).address);
    }
    return { rpc: rpc.join(','), grpc: grpc.join(',') };
  }

  async #startServices(half: Half): Promise<Services> {
    const { rpc, grpc } = await this.#chainsOf(half);
    const bus = ['--nats-servers', this.#servers(half).join(','), '--nats-replicas', '3'];
    const emission = await ServiceProcess.start('emission', [
      ...['--network', NETWORK, '--chain-grpc', grpc, '--status-port', '0', ...bus],
      ...[
        '--worker-uri',
        WORKERS[HALVES.indexOf(half)]!,
        '--data-dir',
        join(this.#folder.path, `emission-${half}`),
      ],
    ]);
    const validator = (role: 'coordinator' | 'worker'): Promise<ServiceProcess> =>
      ServiceProcess.start(
        'validator',
        [
          ...['--role', role, '--network', NETWORK, '--netuid', String(this.netuid), '--status-port', '0'],
          ...[
            '--chain-endpoints',
            rpc,
            ...bus,
            '--mechanism',
            MECHANISM,
            '--stake-rao',
            String(STAKE),
            '--root',
          ],
          ...['--round-blocks', '3', '--query-ms', '1000', '--lease-ms', '3000', '--part-miners', '1'],
        ],
        KEYS,
      );
    return { emission, coordinator: await validator('coordinator'), worker: await validator('worker') };
  }

  /** As operators end it: services first. */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.mend();
    const services = Object.values(this.services).flatMap((each) => Object.values(each));
    await Promise.all(services.map((service) => service.kill()));
    await this.client?.stop();
    await Promise.all([...this.chains.values()].map((chain) => chain.stop()));
    await this.bus?.stop();
    await Promise.all(this.nats.map((server) => server.stop()));
    await Promise.all(this.#axons.map((axon) => axon.stop()));
    for (const proxy of this.#proxies) await proxy.stop();
  }

  remove(): void {
    this.#folder.remove();
  }
}

async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(
    Array.from({ length: count }, async () => {
      const holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      return holder;
    }),
  );
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}
