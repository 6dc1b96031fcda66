import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { parseColdkey } from '@yumanet/units';
import { Books } from '@yumanet/validator';
import { ChainProcess, tempFolder } from './chain-process.js';
import { serviceBin } from './service-bin.js';
import { ServiceProcess } from './service-process.js';
import { openSubnet, registerNeuron } from './subnet.js';

export const TAO = 1_000_000_000n;
const DEPOSITS = '//Dave';

/** A client of the gateway: what pays, and the key that it asks with. */
export interface GatewayClient {
  readonly coldkey: Key;
  readonly id: string;
  readonly key: string;
}

/** A client's money as the gateway tells it. */
export interface Balance {
  readonly balanceRao: bigint;
  readonly reservedRao: bigint;
  readonly creditedRao: bigint;
  readonly chargedRao: bigint;
}

/** Chain, bus, miners of text and a validator with its gateway, each a process of its own. */
export class GatewayNetwork {
  readonly folder = tempFolder();
  readonly miners: ServiceProcess[] = [];
  nats!: NatsServerProcess;
  chain!: ChainProcess;
  client!: ChainClient;
  netuid!: number;
  validator!: ServiceProcess;
  depositAddress!: string;
  #port = 0;

  private constructor(
    readonly size: number,
    readonly priceRao: bigint,
    readonly flags: readonly string[],
  ) {}

  static async start(
    miners: number,
    priceRao: bigint,
    flags: readonly string[] = [],
  ): Promise<GatewayNetwork> {
    const own = new GatewayNetwork(miners, priceRao, flags);
    await own.#start();
    return own;
  }

  /** `http://host:port`. */
  get url(): string {
    return (this.validator.ready as unknown as { gateway: string }).gateway;
  }

  get booksDir(): string {
    return join(this.folder.path, 'gateway');
  }

  async #start(): Promise<void> {
    ensureNatsServer();
    this.nats = new NatsServerProcess({ dir: this.folder.path });
    await this.nats.start();
    const fast = ['--network', 'demo', '--block-time', '0.25', '--finality-delay', '1'];
    this.chain = await ChainProcess.start([...fast, '--state-history', '5000']);
    this.client = new ChainClient({ endpoints: [this.chain.ready.rpc] });
    await this.client.start();
    this.depositAddress = (await keyFromUri(DEPOSITS)).address;
    this.netuid = await openSubnet(this.client);
    for (let i = 0; i < this.size; i += 1)
      await registerNeuron(this.client, this.netuid, await keyFromUri(minerUri(i)));
    const starting = Array.from({ length: this.size }, (_, i) => this.#startMiner(i));
    this.miners.push(...(await Promise.all(starting)));
    await this.startValidator();
  }

  #startMiner(i: number): Promise<ServiceProcess> {
    return ServiceProcess.start('miner', [
      ...['--chain-endpoints', this.chain.ready.rpc, '--netuid', String(this.netuid)],
      ...['--mechanism', 'text-generation', '--backend', 'ngram-3', '--hotkey-uri', minerUri(i)],
      ...['--data-dir', join(this.folder.path, `miner-${i}`), '--min-stake-rao', '0'],
      // A minute behind is still in time on a machine that is busy.
      ...['--nonce-window-ms', '60000', '--max-queue', '1000', '--handler-concurrency', '16'],
      ...['--hotkey-rate', '100000', '--total-rate', '100000'],
    ]);
  }

  /** Also after a kill: the same port, the same books. */
  async startValidator(): Promise<void> {
    this.validator = await ServiceProcess.start(
      'validator',
      [
        ...['--network', 'demo', '--netuid', String(this.netuid), '--chain-endpoints', this.chain.ready.rpc],
        ...['--nats-servers', this.nats.url, '--mechanism', 'text-generation', '--round-blocks', '60'],
        ...['--stake-rao', String(1_000n * TAO), '--gateway-port', String(this.#port)],
        ...['--gateway-dir', this.booksDir, '--gateway-deposit-address', this.depositAddress],
        ...['--gateway-price-rao', String(this.priceRao), ...this.flags],
      ],
      { YUMANET_VALIDATOR_HOTKEY_URI: '//Charlie//validator', YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie' },
    );
    this.#port = Number(new URL(this.url).port);
  }

  async killMiner(i: number): Promise<void> {
    await this.miners[i]!.kill();
  }

  async restartMiner(i: number): Promise<void> {
    this.miners[i] = await this.#startMiner(i);
  }

  /** `yumanet-validator keys …`. */
  async keys(...argv: readonly string[]): Promise<Record<string, string>> {
    const args = [serviceBin('validator'), 'keys', ...argv, '--gateway-dir', this.booksDir, '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Record<string, string>;
  }

  async createClient(uri: string): Promise<GatewayClient> {
    const coldkey = await keyFromUri(uri);
    const { client, key } = await this.keys('create', '--name', uri.slice(2), '--coldkey', coldkey.address);
    return { coldkey, id: client!, key: key! };
  }

  /** Many clients at once, as a program makes them; each has a coldkey of its own. */
  async createClients(coldkeys: readonly Key[]): Promise<GatewayClient[]> {
    const books = new Books(this.booksDir);
    try {
      const made: GatewayClient[] = [];
      for (const coldkey of coldkeys) {
        const account = parseColdkey(coldkey.address);
        const { client, key } = await books.createClient('crowd', account, Date.now());
        made.push({ coldkey, id: client.id, key });
      }
      return made;
    } finally {
      await books.close();
    }
  }

  /** Gives accounts something from //Alice, all in one block. */
  async fund(accounts: readonly Key[], rao: bigint): Promise<void> {
    const calls = await Promise.all(
      accounts.map(({ address }) => this.client.call('Balances', 'transfer_keep_alive', [address, rao])),
    );
    const batch = await this.client.call('Utility', 'batch_all', [calls]);
    await this.client.sender(await keyFromUri('//Alice')).send(batch);
  }

  /** A client's transfer to the gateway; resolves when it is final. */
  async deposit({ coldkey }: Pick<GatewayClient, 'coldkey'>, rao: bigint): Promise<void> {
    const call = await this.client.call('Balances', 'transfer_keep_alive', [this.depositAddress, rao]);
    await this.client.sender(coldkey).send(call);
  }

  async balance({ key }: Pick<GatewayClient, 'key'>): Promise<Balance> {
    const response = await fetch(`${this.url}/v1/balance`, { headers: { authorization: `Bearer ${key}` } });
    const told = (await response.json()) as Record<keyof Balance, string>;
    return {
      balanceRao: BigInt(told.balanceRao),
      reservedRao: BigInt(told.reservedRao),
      creditedRao: BigInt(told.creditedRao),
      chargedRao: BigInt(told.chargedRao),
    };
  }

  /** Until miners answer the validator: an epoch must have given it its permit. Asks, and pays, until then. */
  async untilAnswered({ key }: Pick<GatewayClient, 'key'>, ms = 60_000): Promise<void> {
    const body = JSON.stringify({
      model: 'text-generation',
      messages: [{ role: 'user', content: 'Are you there?' }],
    });
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    await until('an answer', ms, async () => {
      const response = await fetch(`${this.url}/v1/chat/completions`, { method: 'POST', headers, body });
      return response.status === 200 ? undefined : response.text();
    });
  }

  async untilBalance(client: Pick<GatewayClient, 'key'>, rao: bigint, ms = 60_000): Promise<void> {
    await until(`a balance of ${rao}`, ms, async () => {
      const { balanceRao } = await this.balance(client);
      return balanceRao === rao ? undefined : `a balance of ${balanceRao}`;
    });
  }

  async stop(): Promise<void> {
    await this.validator.stop();
    await Promise.all(this.miners.map((miner) => miner.stop()));
    await this.client.stop();
    await this.chain.stop();
    await this.nats.stop();
    this.folder.remove();
  }
}

const minerUri = (i: number): string => `//Eve//text//${i}`;

/** @param look undefined: it is so; else what there is instead. */
async function until(what: string, ms: number, look: () => Promise<string | undefined>): Promise<void> {
  const deadline = Date.now() + ms;
  for (;;) {
    const got = await look();
    if (got === undefined) return;
    if (Date.now() > deadline) throw new Error(`expected ${what} within ${ms} ms, got ${got}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
