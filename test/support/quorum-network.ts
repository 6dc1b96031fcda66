import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import type { EpochComputed } from '@yumanet/proto/emission/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import {
  Bus,
  NatsServerProcess,
  Publisher,
  ensureNatsServer,
  follow,
  silentLogger,
} from '@yumanet/service-kit';
import { CHAIN_BIN, ChainProcess, tempFolder } from './chain-process.js';
import { ServiceProcess } from './service-process.js';
import { openSubnet, registerNeuron } from './subnet.js';

/** Blocks of an epoch of a new subnet. */
export const EPOCH_BLOCKS = 21;
const NETWORK = 'demo';

export interface QuorumNetworkOptions {
  /** Keys of the registered workers. */
  readonly uris: readonly string[];
  readonly quorum: number;
  readonly deadlineMs: number;
  readonly blockSeconds: number;
}

/** A chain whose epochs workers compute, each in its own process, over a real bus. Workers are started by the test. */
export class QuorumNetwork {
  readonly #folder = tempFolder();
  readonly #stop = new AbortController();
  readonly #workers = new Set<ServiceProcess>();
  /** Every result that was published, with when it was heard. */
  readonly results: EpochComputed[] = [];
  readonly nats = new NatsServerProcess({ dir: join(this.#folder.path, 'nats') });
  chain!: ChainProcess;
  client!: ChainClient;
  bus!: Bus;

  private constructor(readonly options: QuorumNetworkOptions) {}

  static async start(options: QuorumNetworkOptions): Promise<QuorumNetwork> {
    ensureNatsServer();
    const network = new QuorumNetwork(options);
    await network.#start();
    return network;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  async #start(): Promise<void> {
    const { uris, quorum, deadlineMs, blockSeconds } = this.options;
    await this.nats.start();
    const keys = await Promise.all(uris.map((uri) => keyFromUri(uri)));
    const names = keys.map(({ publicKey }) => Buffer.from(publicKey).toString('hex'));
    this.chain = await ChainProcess.start([
      ...['--network', NETWORK, '--block-time', String(blockSeconds), '--finality-delay', '0'],
      ...['--data-dir', this.#dataDir, '--nats-url', this.nats.url, '--status-port', '0'],
      ...['--epoch-workers', names.join(','), '--epoch-quorum', String(quorum)],
      ...['--epoch-deadline', String(deadlineMs)],
    ]);
    this.bus = new Bus({ servers: [this.nats.url], connectionName: 'test', requestMs: 2_000 });
    await this.bus.start();
    this.client = new ChainClient({ endpoints: [this.chain.ready.rpc], logger: silentLogger() });
    await this.client.start();
    const netuid = await openSubnet(this.client);
    await registerNeuron(this.client, netuid, await keyFromUri('//Charlie//hot'));
  }

  get #dataDir(): string {
    return join(this.#folder.path, 'chain');
  }

  /** @param chainGrpc where it finds the chain, if not at the chain's own address. */
  async worker(uri: string, chainGrpc: string = this.chain.ready.grpc): Promise<ServiceProcess> {
    const worker = await ServiceProcess.start('emission', [
      ...['--network', NETWORK, '--chain-grpc', chainGrpc],
      ...['--nats-servers', this.nats.url, '--worker-uri', uri],
    ]);
    this.#workers.add(worker);
    return worker;
  }

  /** Hears every result, and says each again under another name, as a bus may. Ends with the network. */
  async repeatResults(): Promise<void> {
    const topic = topicsOf(NETWORK).epochComputed;
    const publisher = new Publisher(this.bus, topic);
    for await (const { message, messageId } of follow(this.bus, topic, { from: 1, signal: this.signal })) {
      if (messageId.endsWith('-again')) continue;
      this.results.push(message);
      await publisher.publish(message, { messageId: `${messageId}-again` });
    }
  }

  /**
   * Resolves when a worker says that it still works on an epoch, which it does once it has had the job for half a second: it has
   * taken it, and is in the middle of it.
   */
  async midEpoch(): Promise<void> {
    const acks = this.bus.connection.subscribe(`$JS.ACK.${subjectsOf(NETWORK).epochQueue}.>`);
    const timer = setTimeout(() => acks.unsubscribe(), 30_000);
    try {
      for await (const { data } of acks) if (Buffer.from(data).toString() === '+WPI') return;
      throw new Error('expected a worker in the middle of an epoch, got none in 30 s');
    } finally {
      clearTimeout(timer);
      acks.unsubscribe();
    }
  }

  /** Sum over the labels of a metric of the chain that begins so. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.chain.ready.status}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  byWorkers(): Promise<number> {
    return this.metric('yumanet_chain_quorum_epochs_total{by="workers"');
  }

  byChain(): Promise<number> {
    return this.metric('yumanet_chain_quorum_epochs_total{by="chain"');
  }

  /** Waits for so many more final blocks. */
  async pass(count: number): Promise<void> {
    const { number } = await this.client.source.head('finalized');
    for await (const block of this.client.finalizedBlocks(number, AbortSignal.timeout(90_000)))
      if (block.number >= number + count) return;
  }

  /** Waits, a few epochs at most, until a count is as great as that. @returns the count. */
  async until(count: () => Promise<number>, least: number): Promise<number> {
    for (let tries = 0; tries < 8 && (await count()) < least; tries++) await this.pass(EPOCH_BLOCKS);
    return count();
  }

  /** Stops the chain, executes every block again with every epoch inline: another root would be found. */
  async replay(): Promise<{ readonly head: number; readonly finalised: number; readonly replayed: number }> {
    const status = await this.chain.stop();
    if (status !== 0) throw new Error(`chain ended with ${status}\n${this.chain.log()}`);
    const args = ['verify', '--data-dir', this.#dataDir, '--replay', '--network', NETWORK];
    const line = execFileSync(process.execPath, [CHAIN_BIN, ...args]).toString();
    return JSON.parse(line) as { head: number; finalised: number; replayed: number };
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#workers].map((worker) => worker.kill()));
    await this.client.stop();
    await this.chain.kill();
    await this.bus.stop();
    await this.nats.stop();
    this.#folder.remove();
  }
}
