import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { Bus, NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { LightAxon } from '@yumanet/subnet-kit/testing';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChainProcess, tempFolder } from './chain-process.js';
import { RevivedService } from './revived-service.js';
import { seeded } from './seeded.js';
import { ServiceProcess } from './service-process.js';
import { openSubnet, registerNeuron, serveAxon } from './subnet.js';
import { TcpProxy } from './tcp-proxy.js';

export const TEMPO = 9;
/** Blocks of a commit interval. */
export const INTERVAL = 12;
export const MAX_UIDS = 8;
export const NETWORK = 'demo';
const MECHANISM = join(import.meta.dirname, 'claims-mechanism.mjs');
const HOTKEY = '//Charlie//validator';
const STAKE = 1_000_000_000_000n;

/** Body of an answer. */
export type AnswerOf = (request: { readonly body: Uint8Array }) => Promise<Uint8Array>;
/** What claims-mechanism takes at its word. */
export const claim = (worth: number): Buffer => Buffer.from(JSON.stringify({ worth }));
const HONEST: readonly AnswerOf[] = [0.9, 0.3].map((worth) => () => Promise.resolve(claim(worth)));

interface Miner {
  readonly key: Key;
  readonly axon: LightAxon;
}

export interface SceneOptions {
  readonly seed: number;
  readonly blockMs: number;
  /** Processes of the one validator, by role. */
  readonly validators: readonly ('all' | 'coordinator' | 'worker')[];
  /** How each miner answers. Default: two, one better than the other. */
  readonly answers?: readonly AnswerOf[];
}

/** One validator of several processes, two miners, a chain and a bus, with a proxy before each connection of the validator's. */
export class ValidatorScene {
  readonly folder = tempFolder();
  readonly counts: Record<string, number> = {};
  readonly coordinators: RevivedService[] = [];
  readonly workers: RevivedService[] = [];
  readonly busProxies: TcpProxy[] = [];
  readonly chainProxies: TcpProxy[] = [];
  readonly miners: Miner[] = [];
  readonly random: () => number;
  /** What is under way: of each kind one. */
  readonly busy = new Map<string, Promise<void>>();
  nats!: NatsServerProcess;
  chain!: ChainProcess;
  front!: TcpProxy;
  client!: ChainClient;
  bus!: Bus;
  netuid!: number;
  isHidden = false;
  #newcomers = 0;

  constructor(private readonly options: SceneOptions) {
    this.random = seeded(options.seed);
  }

  async open(): Promise<void> {
    ensureNatsServer();
    this.nats = new NatsServerProcess({ dir: join(this.folder.path, 'nats') });
    await this.nats.start();
    this.chain = await this.#spawnChain();
    this.front = await TcpProxy.before(this.chain.ready.rpc);
    this.client = new ChainClient({ endpoints: [this.front.url] });
    await this.client.start();
    this.bus = new Bus({ servers: [this.nats.url], connectionName: 'witness' });
    await this.bus.start();
    this.netuid = await openSubnet(this.client);
    await this.admin(
      ['tempo', TEMPO],
      ['max_allowed_uids', Math.max(MAX_UIDS, (this.options.answers?.length ?? 0) + 1)],
      ['immunity_period', 0],
    );
    await this.admin(['target_registrations_per_interval', 10_000], ['min_allowed_weights', 1]);
    await this.admin(['commit_reveal_weights_interval', INTERVAL], ['max_burn', 1_000_000]);
    for (const [i, answer] of (this.options.answers ?? HONEST).entries()) {
      const signer = await keyFromUri(`//Eve//miner//${i}`);
      this.miners.push({ key: signer, axon: await LightAxon.open({ signer, answer }) });
    }
    await this.serveMiners();
    for (const role of this.options.validators) await this.#add(role);
  }

  async close(): Promise<void> {
    await Promise.all([...this.coordinators, ...this.workers].map((each) => each.stop()));
    for (const { axon } of this.miners) await axon.stop();
    await this.client.stop();
    await this.bus.stop();
    await this.chain.kill();
    await this.nats.stop();
    for (const proxy of [...this.busProxies, ...this.chainProxies, this.front]) await proxy.stop();
    this.folder.remove();
  }

  /** Whatever is asked of the chain may come in the middle of a restart: it is tried again. */
  async insist(what: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        await what();
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await sleep(1_000);
      }
  }

  async admin(...settings: readonly (readonly [name: string, value: unknown])[]): Promise<void> {
    const sudo = await keyFromUri('//Alice');
    for (const [name, value] of settings)
      await this.insist(async () => {
        const call = await this.client.call('AdminUtils', `sudo_set_${name}`, [this.netuid, value]);
        await this.client.sender(sudo).send(await this.client.call('Sudo', 'sudo', [call]));
      });
  }

  /** Registers every miner that has no uid, and announces its axon. */
  async serveMiners(): Promise<void> {
    for (const { key, axon } of this.miners)
      await this.insist(async () => {
        const uid = await this.client.query('SubtensorModule', 'Uids', [this.netuid, key.address]);
        if (!uid.isEmpty) return;
        await registerNeuron(this.client, this.netuid, key);
        await serveAxon(this.client, this.netuid, key, axon.port);
      });
  }

  /** Newcomers, in one block: each takes the uid of whoever is worth least and not immune. */
  async newcomers(count: number): Promise<void> {
    const eve = await keyFromUri('//Eve');
    const keys = await Promise.all(
      Array.from({ length: count }, () => keyFromUri(`//Eve//newcomer//${this.#newcomers++}`)),
    );
    const calls = await Promise.all(
      keys.map(({ address }) =>
        this.client.call('SubtensorModule', 'burned_register', [this.netuid, address]),
      ),
    );
    await this.client.sender(eve).send(await this.client.call('Utility', 'batch', [calls]));
  }

  async restartChain(): Promise<void> {
    await this.chain.kill();
    this.chain = await this.#spawnChain();
    for (const proxy of [this.front, ...this.chainProxies]) {
      proxy.retarget(this.chain.ready.rpc);
      proxy.drop();
    }
  }

  async restartBus(): Promise<void> {
    await this.nats.kill('SIGKILL');
    await this.nats.start();
  }

  #spawnChain(): Promise<ChainProcess> {
    const fast = [
      '--network',
      'demo',
      '--block-time',
      String(this.options.blockMs / 1000),
      '--finality-delay',
      '0',
    ];
    return ChainProcess.start([...fast, '--data-dir', join(this.folder.path, 'chain')]);
  }

  async #add(role: 'all' | 'coordinator' | 'worker'): Promise<void> {
    const busProxy = await TcpProxy.before(this.nats.url);
    const chainProxy = await TcpProxy.before(this.chain.ready.rpc);
    this.busProxies.push(busProxy);
    this.chainProxies.push(chainProxy);
    const flags = [
      ...['--role', role, '--network', NETWORK, '--netuid', String(this.netuid), '--log-level', 'warn'],
      ...['--nats-servers', `nats://${busProxy.address}`, '--chain-endpoints', chainProxy.url],
      ...['--mechanism', MECHANISM, '--stake-rao', String(STAKE), '--root', '--round-blocks', '3'],
      ...['--query-ms', '1000', '--lease-ms', '1000', '--part-miners', '1'],
    ];
    const keys = { YUMANET_VALIDATOR_HOTKEY_URI: HOTKEY, YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie' };
    const service = new RevivedService(() => ServiceProcess.start('validator', flags, keys));
    await service.start();
    (role === 'worker' ? this.workers : this.coordinators).push(service);
  }
}
