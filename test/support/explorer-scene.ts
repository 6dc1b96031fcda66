/// <reference lib="dom" />
import { ChainClient, type Hex } from '@yumanet/chain-client';
import { startExplorer, type RunningExplorer } from '@yumanet/explorer';
import { NatsServerProcess, ensureNatsServer, silentLogger } from '@yumanet/service-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ChainProcess, rpc, tempFolder } from './chain-process.js';
import { launchChromium } from './chromium.js';
import { openPaidSubnet, weighMiners, type PaidSubnet } from './paid-subnet.js';
import { ServiceProcess } from './service-process.js';

/** Of a page that is being looked at: quick enough to change, slow enough to leave a core to the browser. */
const BLOCK_MS = 600;

/** A decoded value of the chain, as far as it is read here. */
export interface Value {
  readonly isTrue?: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toString(): string;
  [Symbol.iterator](): Iterator<Value>;
}

/** A chain that is being paid, its second opinion, an explorer over both, and a browser that looks at it. */
export class ExplorerScene {
  emission!: ServiceProcess;
  client!: ChainClient;
  subnet!: PaidSubnet;
  explorer!: RunningExplorer;
  browser!: Browser;
  chain!: ChainProcess;
  private nats!: NatsServerProcess;
  private readonly folder = tempFolder();

  async start(): Promise<void> {
    ensureNatsServer();
    this.nats = new NatsServerProcess({ dir: this.folder.path });
    await this.nats.start();
    await this.startChain();
    const { grpc } = this.chain.ready;
    const flags = ['--network', 'demo', '--chain-grpc', grpc, '--nats-servers', this.nats.url];
    [this.emission, this.browser] = await Promise.all([
      ServiceProcess.start('emission', flags),
      launchChromium(),
    ]);
    await this.startExplorer();
    this.client = new ChainClient({ endpoints: [`grpc://${grpc}`], logger: silentLogger() });
    await this.client.start();
    this.subnet = await openPaidSubnet(this.client);
    const { netuid } = this.subnet;
    await this.until(
      async (hash) => [...(await this.at(hash, 'ValidatorPermit', netuid))][0]?.isTrue === true,
    );
    await weighMiners(this.client, this.subnet);
    await this.until(async (hash) =>
      [...(await this.at(hash, 'Incentive', netuid))].some((share) => share.toNumber() > 0),
    );
    await rpc(this.chain.ready.http, 'dev_setBlockBuildMode', 'Interval', BLOCK_MS);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.explorer?.stop();
    await this.client?.stop();
    await this.emission?.stop();
    await this.chain?.stop();
    await this.nats?.stop();
    this.folder.remove();
  }

  /** @param grpcPort of its last start: others know it by that. */
  async startChain(grpcPort = '0'): Promise<void> {
    this.chain = await ChainProcess.start([
      ...['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0', '--state-history', '2000'],
      ...['--nats-url', this.nats.url, '--data-dir', `${this.folder.path}/chain`, '--grpc-port', grpcPort],
    ]);
  }

  /** @param port of its last start. */
  async startExplorer(port = 0): Promise<void> {
    const options = { chainGrpc: this.chain.ready.grpc, emissionGrpc: this.emission.ready.grpc };
    this.explorer = await startExplorer({ ...options, logLevel: 'error', port });
  }

  /** Final blocks from now on, until one of them fits. */
  async until(fits: (hash: Hex) => Promise<boolean>): Promise<void> {
    const { number } = await this.client.source.head('finalized');
    for await (const block of this.client.finalizedBlocks(number, AbortSignal.timeout(60_000)))
      if (await fits(block.hash)) return;
    throw new Error('until: no block fitted in a minute');
  }

  /** A value of SubtensorModule at a block. */
  at(hash: Hex, item: string, ...keys: unknown[]): Promise<Value> {
    return this.client.query('SubtensorModule', item, keys, hash) as never;
  }

  async hashOf(height: number): Promise<Hex> {
    for await (const block of this.client.finalizedBlocks(height, AbortSignal.timeout(60_000)))
      return block.hash;
    throw new Error(`block ${height}: expected it within a minute`);
  }

  /** Shows a page, and closes it after the work. */
  async withPage<T>(path: string, work: (page: Page) => Promise<T>, url = this.explorer.url): Promise<T> {
    const context = await this.browser.newContext();
    try {
      return await work(await open(context, `${url}/#${path}`));
    } finally {
      await context.close();
    }
  }
}

/** A page that has been answered. */
async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await shown(page);
  return page;
}

/** Waits until a page has been answered. */
export const shown = (page: Page) =>
  page.waitForFunction(() => {
    const main = document.querySelector('main');
    return main?.querySelector('h1 ~ *') && !main.innerText.includes('Loading');
  });
