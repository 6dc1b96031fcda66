import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChainClient, keyFromUri, saveKeyFile } from '@yumanet/chain-client';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import {
  createGrpcClient,
  ensureNatsServer,
  findNatsServer,
  loadTlsIdentity,
  type TlsIdentity,
} from '@yumanet/service-kit';
import { ChainProcess, tempFolder } from './chain-process.js';
import { runYumanet } from './run-yumanet.js';
import { ServiceProcess } from './service-process.js';
import { openSubnet } from './subnet.js';

export const NETWORK = 'demo';
export const SERVICES = [
  'chain',
  'emission',
  'validator',
  'miner-1',
  'miner-2',
  'explorer',
  'gateway',
  'cli',
];
const TEMPO = 20;
const TAO = 1_000_000_000n;
const MINERS = ['miner-1', 'miner-2'] as const;

type Env = Readonly<Record<string, string>>;

/**
 * A whole network of processes with what `yumanet security init` makes: mTLS on every gRPC link, axons among them, NATS with nkeys
 * and permissions, HTTPS in front. Its keys are drawn at random, kept in encrypted files or given by files.
 */
export class SecuredNetwork {
  readonly folder = tempFolder();
  readonly dir = join(this.folder.path, 'security');
  /** What nobody may find anywhere but in `keep` and `dir`. By what it is. */
  readonly secrets = new Map<string, string>();
  readonly keep = join(this.folder.path, 'keep');
  readonly data = join(this.folder.path, 'data');
  readonly services = new Map<string, ServiceProcess>();
  nats!: ChildProcess;
  natsPort!: number;
  chain!: ChainProcess;
  client!: ChainClient;
  netuid!: number;

  /** @param traceUrl where spans go; undefined: nowhere. */
  constructor(
    readonly logLevel = 'info',
    private readonly traceUrl?: () => string,
  ) {}

  /** The certificate of a service, as it shows it. */
  identity(service: string): TlsIdentity {
    const file = (name: string) => join(this.dir, service, name);
    const files = { caFile: file('ca.pem'), certFile: file('cert.pem'), keyFile: file('key.pem') };
    return loadTlsIdentity(files, Date.now());
  }

  seed(service: string): string {
    return readFileSync(join(this.dir, service, 'nats.seed'), 'utf8').trim();
  }

  get natsUrl(): string {
    return `tls://localhost:${this.natsPort}`;
  }

  get chainGrpc(): string {
    return this.chain.ready.grpc;
  }

  service(name: string): ServiceProcess {
    const found = this.services.get(name);
    if (!found) throw new Error(`${name}: no such service`);
    return found;
  }

  /** Variables of `service.env`. */
  env(service: string): Record<string, string> {
    const text = readFileSync(join(this.dir, service, 'service.env'), 'utf8');
    return Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  }

  emission() {
    return createGrpcClient(EmissionServiceService, {
      address: this.service('emission').ready.grpc,
      tls: this.identity('cli'),
      serverName: 'emission',
    });
  }

  /** A secret in a file of its own. @returns the file. */
  keepSecret(what: string, secret: string): string {
    this.secrets.set(what, secret);
    const file = join(this.keep, what);
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return file;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
    await this.client?.stop();
    await this.chain?.stop();
    if (this.nats?.exitCode === null) {
      const exited = new Promise((resolve) => this.nats.once('exit', resolve));
      this.nats.kill('SIGTERM');
      await exited;
    }
    this.folder.remove();
  }

  /** To be stopped also where it fails. */
  async start(): Promise<void> {
    ensureNatsServer();
    for (const folder of [this.keep, this.data]) mkdirSync(folder, { mode: 0o700 });
    this.natsPort = await freePort();
    this.secrets.set('ca-password', randomBytes(16).toString('hex'));
    await this.#security();
    await this.#startNats();
    await this.#startChain();
    this.netuid = await this.#openSubnet();
    await this.#startEmission();
    await this.#startMiners();
    await this.#startValidator();
    await this.#startExplorer();
  }

  async #security(): Promise<void> {
    const { status, err } = await runYumanet(
      [
        ...['security', 'init', '--out', this.dir, '--services', SERVICES.join(',')],
        ...['--network', NETWORK, '--nats-url', this.natsUrl, '--private-axons'],
      ],
      { YUMANET_CA_PASSWORD: this.secrets.get('ca-password')! },
    );
    if (status !== 0) throw new Error(err);
    for (const name of ['nats', ...SERVICES])
      this.secrets.set(`${name}/key.pem`, readFileSync(join(this.dir, name, 'key.pem'), 'utf8'));
    for (const name of ['chain', 'emission', 'validator'])
      this.secrets.set(`${name}/nats.seed`, this.seed(name));
  }

  async #startNats(): Promise<void> {
    const config = join(this.dir, 'nats', 'nats-server.conf');
    const log = join(this.data, 'nats.log');
    this.nats = spawn(findNatsServer(), ['-c', config, '-DV', '-l', log], { stdio: 'ignore' });
    for (let i = 0; ; i++) {
      if (await isOpen(this.natsPort)) return;
      if (i === 200 || this.nats.exitCode !== null) throw new Error(readFileSync(log, 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #startChain(): Promise<void> {
    const flags = [
      ...['--network', NETWORK, '--block-time', '0.5', '--finality-delay', '0', '--status-port', '0'],
      ...['--state-history', '5000', '--data-dir', join(this.data, 'chain'), '--log-level', this.logLevel],
    ];
    this.chain = await ChainProcess.start(flags, undefined, this.env('chain'));
    this.client = new ChainClient({
      endpoints: [`grpc://${this.chainGrpc}`],
      tls: this.identity('cli'),
      serverName: 'chain',
    });
    await this.client.start();
  }

  async #openSubnet(): Promise<number> {
    const netuid = await openSubnet(this.client);
    const sudo = await keyFromUri('//Alice');
    const call = await this.client.call('AdminUtils', 'sudo_set_tempo', [netuid, TEMPO]);
    await this.client.sender(sudo).send(await this.client.call('Sudo', 'sudo', [call]));
    return netuid;
  }

  async #startEmission(): Promise<void> {
    const uri = await this.#fundedPhrase('emission-worker');
    await this.startService(
      'emission',
      'emission',
      [...['--network', NETWORK, '--chain-grpc', this.chainGrpc, '--data-dir', join(this.data, 'emission')]],
      { YUMANET_EMISSION_WORKER_URI_FILE: uri },
    );
  }

  async #startMiners(): Promise<void> {
    for (const name of MINERS) {
      const coldkey = await this.#fundedPhrase(`${name}-coldkey`);
      const hotkey = this.keepSecret(`${name}-hotkey`, `0x${randomBytes(32).toString('hex')}`);
      const backend = name === 'miner-1' ? 'ngram-3' : 'ngram-1';
      await this.startService(
        'miner',
        name,
        [
          ...['--chain-endpoints', `grpc://${this.chainGrpc}`, '--netuid', String(this.netuid)],
          ...['--mechanism', 'text-generation', '--backend', backend, '--min-stake-rao', '0'],
          ...['--data-dir', join(this.data, name), '--nonce-window-ms', '60000'],
        ],
        { YUMANET_MINER_HOTKEY_URI_FILE: hotkey, YUMANET_MINER_COLDKEY_URI_FILE: coldkey },
      );
    }
  }

  async #startValidator(): Promise<void> {
    const coldkey = await this.#fundedPhrase('validator-coldkey');
    const phrase = await newPhrase();
    this.secrets.set('validator-hotkey', phrase);
    const password = randomBytes(12).toString('base64url');
    const passwordFile = this.keepSecret('validator-password', password);
    const keyFile = join(this.keep, 'validator.json');
    await saveKeyFile(keyFile, await keyFromUri(phrase), password);
    const deposits = (await keyFromUri('//Dave')).address;
    await this.startService(
      'validator',
      'validator',
      [
        ...[
          '--network',
          NETWORK,
          '--netuid',
          String(this.netuid),
          '--chain-endpoints',
          `grpc://${this.chainGrpc}`,
        ],
        ...['--mechanism', 'text-generation', '--stake-rao', String(1_000n * TAO), '--root'],
        ...['--round-blocks', '4', '--query-ms', '10000', '--lease-ms', '60000', '--hotkey-file', keyFile],
        ...['--gateway-port', '0', '--gateway-dir', join(this.data, 'gateway')],
        ...['--gateway-deposit-address', deposits],
      ],
      {
        ...this.env('gateway'),
        YUMANET_VALIDATOR_HOTKEY_PASSWORD_FILE: passwordFile,
        YUMANET_VALIDATOR_COLDKEY_URI_FILE: coldkey,
      },
    );
  }

  async #startExplorer(): Promise<void> {
    const emission = this.service('emission').ready.grpc;
    const flags = ['--port', '0', '--chain-grpc', this.chainGrpc, '--emission-grpc', emission];
    await this.startService('explorer', 'explorer', flags);
  }

  async startService(
    kind: 'emission' | 'validator' | 'miner' | 'explorer',
    name: string,
    flags: readonly string[],
    env: Env = {},
  ): Promise<void> {
    const traces = this.traceUrl ? { [`YUMANET_${kind.toUpperCase()}_TRACE_URL`]: this.traceUrl() } : {};
    const all = { ...this.env(name), ...traces, ...env };
    this.services.set(name, await ServiceProcess.start(kind, [...flags, '--log-level', this.logLevel], all));
  }

  /** A new phrase with something on its account. @returns the file that it is in. */
  async #fundedPhrase(what: string): Promise<string> {
    const phrase = await newPhrase();
    const { address } = await keyFromUri(phrase);
    const call = await this.client.call('Balances', 'transfer_keep_alive', [address, 5_000n * TAO]);
    await this.client.sender(await keyFromUri('//Alice')).send(call);
    return this.keepSecret(what, phrase);
  }
}

/** `yumanet accounts create` of another process would take seconds; it is the same in this one. */
async function newPhrase(): Promise<string> {
  const { out } = await runYumanet(['accounts', 'create', '--json']);
  return (JSON.parse(out) as { phrase: string }).phrase;
}

async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
