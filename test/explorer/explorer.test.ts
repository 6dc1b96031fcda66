/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * The explorer in a real browser, over a real chain that is being paid: what a page says is what the chain and the emission
 * service say, for everybody who may read it, and also across restarts.
 */
import { ChainClient, keyFromUri, type Hex } from '@yumanet/chain-client';
import { startExplorer, type RunningExplorer } from '@yumanet/explorer';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer, silentLogger } from '@yumanet/service-kit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { CHROMIUM, launchChromium } from '../support/chromium.js';
import { openPaidSubnet, weighMiners, type PaidSubnet } from '../support/paid-subnet.js';
import { ServiceProcess } from '../support/service-process.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env['EXPLORER_SHOTS'];
const U16_MAX = 65_535;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** Of a page that is being looked at: quick enough to change, slow enough to leave a core to the browser. */
const BLOCK_MS = 600;

describe.skipIf(CHROMIUM === undefined)('the explorer (skipped where no Chromium is installed)', () => {
  const folder = tempFolder();
  let nats: NatsServerProcess;
  let chain: ChainProcess;
  let emission: ServiceProcess;
  let client: ChainClient;
  let subnet: PaidSubnet;
  let explorer: RunningExplorer;
  let browser: Browser;

  /** @param grpcPort of its last start: others know it by that. */
  const startChain = (grpcPort = '0') =>
    ChainProcess.start([
      ...['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0', '--state-history', '2000'],
      ...['--nats-url', nats.url, '--data-dir', `${folder.path}/chain`, '--grpc-port', grpcPort],
    ]);

  beforeAll(async () => {
    ensureNatsServer();
    nats = new NatsServerProcess({ dir: folder.path });
    await nats.start();
    chain = await startChain();
    const { grpc } = chain.ready;
    const flags = ['--network', 'demo', '--chain-grpc', grpc, '--nats-servers', nats.url];
    [emission, browser] = await Promise.all([ServiceProcess.start('emission', flags), launchChromium()]);
    const options = { chainGrpc: grpc, emissionGrpc: emission.ready.grpc, logLevel: 'error' } as const;
    explorer = await startExplorer({ ...options, port: 0 });
    client = new ChainClient({ endpoints: [`grpc://${grpc}`], logger: silentLogger() });
    await client.start();
    subnet = await openPaidSubnet(client);
    await permitted();
    await weighMiners(client, subnet);
    await paid();
    await rpc(chain.ready.http, 'dev_setBlockBuildMode', 'Interval', BLOCK_MS);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await explorer?.stop();
    await client?.stop();
    await emission?.stop();
    await chain?.stop();
    await nats?.stop();
    folder.remove();
  });

  /** Final blocks from now on, until one of them fits. */
  async function until(fits: (hash: Hex) => Promise<boolean>): Promise<void> {
    const { number } = await client.source.head('finalized');
    for await (const block of client.finalizedBlocks(number, AbortSignal.timeout(60_000)))
      if (await fits(block.hash)) return;
    throw new Error('until: no block fitted in a minute');
  }

  const at = async (hash: Hex, item: string, ...keys: unknown[]) =>
    client.query('SubtensorModule', item, keys, hash) as never as Promise<Value>;
  const permitted = () =>
    until(async (hash) => [...(await at(hash, 'ValidatorPermit', subnet.netuid))][0]?.isTrue === true);
  const paid = () =>
    until(async (hash) =>
      [...(await at(hash, 'Incentive', subnet.netuid))].some((share) => share.toNumber() > 0),
    );

  const hashOf = async (height: number): Promise<Hex> => {
    for await (const block of client.finalizedBlocks(height, AbortSignal.timeout(10_000))) return block.hash;
    throw new Error(`block ${height}: expected it within 10 s`);
  };

  /** A page that has been answered. */
  async function open(context: BrowserContext, path: string, url = explorer.url): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${url}/#${path}`);
    await shown(page);
    return page;
  }
  const shown = (page: Page) =>
    page.waitForFunction(() => {
      const main = document.querySelector('main');
      return main?.querySelector('h1 ~ *') && !main.innerText.includes('Loading');
    });

  async function withPage<T>(path: string, work: (page: Page) => Promise<T>, url = explorer.url): Promise<T> {
    const context = await browser.newContext();
    try {
      return await work(await open(context, path, url));
    } finally {
      await context.close();
    }
  }

  it('says what the chain says: issuance, shares, neurons, weights, blocks', async () => {
    await withPage('/', async (page) => {
      await page.waitForFunction(() => document.querySelector('[data-standing=good]') !== null);
      const seen = await factsOf(page, 'head', 'issuance');
      const hash = await hashOf(numberOf(seen['head']));
      expect(seen['issuance']).toBe(tao((await at(hash, 'TotalIssuance')).toBigInt()));
    });
    await withPage(`/subnets/${subnet.netuid}`, async (page) => {
      const { block, facts, rows } = await page.evaluate(() => ({
        block: /as of block ([\d,]+)/i.exec(document.body.innerText)?.[1],
        facts: ['share', 'emission'].map((id) => document.querySelector(`[data-fact=${id}]`)?.textContent),
        rows: [...document.querySelectorAll('tbody tr')].map((row) =>
          ['uid', 'stake', 'incentive', 'dividends', 'emission'].map(
            (id) => row.querySelector(`[data-column=${id}]`)?.textContent ?? '',
          ),
        ),
      }));
      const hash = await hashOf(numberOf(block));
      const [own, other] = await Promise.all(
        [subnet.netuid, subnet.other].map(async (id) => (await at(hash, 'EmissionValues', id)).toBigInt()),
      );
      const millionths = (own! * 1_000_000n) / (own! + other!);
      expect(facts).toEqual([percentOf(Number(millionths) / 1e6), tao(own!)]);
      expect([own! > other!, other! > 0n]).toEqual([true, true]);
      const [incentive, dividends, paidRao] = await Promise.all(
        ['Incentive', 'Dividends', 'Emission'].map(async (item) => [
          ...(await at(hash, item, subnet.netuid)),
        ]),
      );
      const hotkeys = [...subnet.validators, ...subnet.miners];
      const expected = await Promise.all(
        hotkeys.map(async ({ address }, uid) => [
          String(uid),
          tao((await at(hash, 'TotalHotkeyStake', address)).toBigInt()),
          percent(incentive![uid]!.toNumber()),
          percent(dividends![uid]!.toNumber()),
          tao(paidRao![uid]!.toBigInt()),
        ]),
      );
      expect(rows.sort(([a], [b]) => Number(a) - Number(b))).toEqual(expected);
      expect(expected[2]![2]).not.toBe(percent(0));
    });
    await withPage(`/subnets/${subnet.netuid}/neurons/2`, async (page) => {
      const { block, facts } = await page.evaluate(() => ({
        block: /as of block ([\d,]+)/i.exec(document.body.innerText)?.[1],
        facts: ['stake', 'incentive'].map((id) => document.querySelector(`[data-fact=${id}]`)?.textContent),
      }));
      const hash = await hashOf(numberOf(block));
      const [stake, shares] = await Promise.all([
        at(hash, 'TotalHotkeyStake', subnet.miners[0]!.address),
        at(hash, 'Incentive', subnet.netuid),
      ]);
      expect(facts).toEqual([tao(stake.toBigInt()), percent([...shares][2]!.toNumber())]);
    });
    await withPage(`/subnets/${subnet.netuid}/weights`, async (page) => {
      const row = numberOf(await page.inputValue('select'));
      const stored = (await at(await hashOf(10), 'Weights', subnet.netuid, row)).toString();
      expect(stored).toBe('[]');
      const { hash } = await client.source.head('finalized');
      const now = [...(await at(hash, 'Weights', subnet.netuid, row))].map((pair) => String(pair));
      const values = await page
        .locator('table:has(caption:text-matches("weights", "i")) [data-column=value]')
        .allTextContents();
      const weights = now.map((pair) => Number((JSON.parse(pair) as number[])[1])).sort((a, b) => b - a);
      expect(values.map(numberOf)).toEqual(weights);
      expect(weights[0]).toBe(U16_MAX);
    });
    await withPage('/blocks/5', async (page) => {
      expect(await factsOf(page, 'hash')).toEqual({ hash: await hashOf(5) });
    });
  });

  it('adds up an account’s stake as the chain does, and says when it has not looked at all stakes', async () => {
    const owner = (await keyFromUri('//Eve')).address;
    const readStake = (url: string) =>
      withPage(
        `/accounts/${owner}`,
        async (page) => ({
          rows: await page.locator('table:has-text("Stake of the account by hotkey") tbody tr').count(),
          note: await page.locator('.card:has-text("Its stake") .note').allTextContents(),
          total: await page.locator('[data-fact=staked]').textContent(),
          block: /as of block ([\d,]+)/i.exec(await page.locator('body').innerText())?.[1],
        }),
        url,
      );
    // A miner's first pay becomes a stake some blocks after the epoch that gave it.
    await until(
      async (hash) => (await at(hash, 'TotalHotkeyStake', subnet.miners[0]!.address)).toBigInt() > 0n,
    );
    const all = await readStake(explorer.url);
    expect(all.rows).toBeGreaterThan(subnet.validators.length);
    expect(all.note).toEqual([]);
    const few = await startExplorer({
      ...{ chainGrpc: chain.ready.grpc, logLevel: 'error', port: 0, statusPort: 0 },
      searchStakes: 1,
    });
    try {
      const { rows, note, total, block } = await readStake(few.url);
      expect(rows).toBe(1);
      expect(note).toEqual([expect.stringContaining('more stakes than were looked at')]);
      const hash = await hashOf(numberOf(block));
      expect(total).toBe(tao((await at(hash, 'TotalColdkeyStake', owner)).toBigInt()));
    } finally {
      await few.stop();
    }
  });

  it('explains as the emission service does', async () => {
    await withPage(`/subnets/${subnet.netuid}/neurons/2`, async (page) => {
      const list = page.locator('[data-fact=explain]');
      await list.waitFor();
      const { block, sentences } = await list.evaluate((steps) => ({
        block: /epoch of block ([\d,]+)/i.exec(steps.parentElement!.innerText)?.[1],
        sentences: [...steps.children].map((step) => step.textContent),
      }));
      const asked = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
      const who = { $case: 'uid' as const, uid: 2 };
      const { steps } = await asked.explain(
        { netuid: subnet.netuid, who, block: BigInt(numberOf(block)) },
        { deadlineMs: 5_000 },
      );
      asked.close();
      const told = steps.map(({ step, sentence }) => `${step} ${sentence}`);
      // The payout is booked a block later.
      expect(told.slice(0, sentences.length)).toEqual(sentences);
      expect(sentences.length).toBeGreaterThanOrEqual(10);
      expect(await page.locator('.chart canvas').count()).toBe(2);
    });
  });

  /** Every kind of page, also those that have nothing to show. */
  const paths = (): readonly string[] => [
    ...['/', '/subnets', '/subnets/1', '/subnets/1/weights', '/subnets/1/bonds', '/subnets/0/weights'],
    ...['/subnets/1/neurons/0', '/subnets/1/neurons/5', '/blocks', '/blocks/5', '/blocks/0', '/extrinsics'],
    ...[
      '/extrinsics/5-0',
      '/accounts',
      `/accounts/${subnet.validators[0]!.address}`,
      '/subnets/999',
      '/nowhere',
    ],
  ];

  it('has nothing serious for axe in light and dark, no overflow on desktop and phone, no outside request', async () => {
    const context = await browser.newContext({ viewport: DESKTOP });
    const problems: string[] = [];
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${explorer.url}/`)) problems.push(`outside: ${request.url()}`);
    });
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text());
    });
    for (const path of paths()) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(DESKTOP);
      await page.goto(`${explorer.url}/#${path}`);
      await shown(page);
      await look(page, `${path} light`, undefined, problems);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(PHONE);
      // What does not depend on colours and widths has been looked at.
      await look(
        page,
        `${path} dark`,
        ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'],
        problems,
      );
    }
    await context.close();
    expect(problems).toEqual([]);
  }, 120_000);

  it('is used by keyboard: skip link, sorting, the cells of the heat map; and has two themes', async () => {
    await withPage(`/subnets/${subnet.netuid}`, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      const header = page.getByRole('button', { name: 'Stake' });
      await header.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
      await page.keyboard.press('Enter');
      expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
      const stakes = await page.locator('tbody [data-column=stake]').allTextContents();
      const values = stakes.map((text) => Number(text.replace(/[τ\s,]/g, '')));
      expect(values).toEqual([...values].sort((a, b) => a - b));
      await page.getByRole('button', { name: /colours/ }).press('Enter');
      expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
    });
    await withPage(`/subnets/${subnet.netuid}/weights`, async (page) => {
      await page.locator('canvas').focus();
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
      expect(await page.locator('output').textContent()).toMatch(/^uid 0 \(.*\) → uid 2: 100\.00\s%$/);
    });
  });

  it('finds blocks, extrinsics and accounts', async () => {
    await withPage('/', async (page) => {
      const find = async (text: string) => {
        await page.getByRole('searchbox').fill(text);
        await page.keyboard.press('Enter');
      };
      await find(await hashOf(5));
      await page.waitForURL('**/#/blocks/5');
      await find(subnet.validators[0]!.address);
      await page.waitForURL('**/#/accounts/*');
      await find('no such thing');
      await page.waitForSelector('.refusal:not(:empty)');
    });
  });

  it.each([
    ['/subnets/x', 400, 'NETUID_INVALID'],
    ['/subnets/65536', 400, 'NETUID_INVALID'],
    ['/subnets/999', 404, 'SUBNET_UNKNOWN'],
    ['/subnets/1/neurons/-1', 400, 'UID_INVALID'],
    ['/subnets/1/neurons/999', 404, 'NEURON_UNKNOWN'],
    ['/subnets/1/matrix/trust', 400, 'QUERY_INVALID'],
    ['/blocks/0x12', 400, 'BLOCK_INVALID'],
    ['/blocks/4294967295', 404, 'BLOCK_UNKNOWN'],
    [`/blocks/0x${'00'.repeat(32)}`, 404, 'BLOCK_UNKNOWN'],
    ['/blocks?limit=0', 400, 'QUERY_INVALID'],
    ['/blocks?before=x', 400, 'BLOCK_INVALID'],
    ['/extrinsics/5', 400, 'EXTRINSIC_INVALID'],
    ['/extrinsics/5-99', 404, 'EXTRINSIC_UNKNOWN'],
    ['/accounts/nobody', 400, 'ACCOUNT_INVALID'],
    [`/find?q=${'a'.repeat(81)}`, 400, 'QUERY_INVALID'],
    ['/find?q=zzz', 404, 'NOTHING_FOUND'],
    ['/nothing', 404, 'PATH_UNKNOWN'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const response = await fetch(`${explorer.url}/v1${path}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('shows a refusal, never a blank page', async () => {
    await withPage('/accounts/nobody', async (page) => {
      await page.waitForSelector('[role=alert]');
      expect(await page.textContent('[role=alert]')).toContain('ACCOUNT_INVALID');
    });
  });

  it('lives through a restart of the chain, and of itself, and says so meanwhile', async () => {
    await withPage('/', async (page) => {
      await page.waitForSelector('[data-standing=good]');
      const before = numberOf((await factsOf(page, 'head'))['head']);
      await chain.kill();
      await page.waitForSelector('[data-standing=bad]');
      await page.waitForSelector('.notice:has-text("The chain does not answer")');
      expect(numberOf((await factsOf(page, 'head'))['head'])).toBeGreaterThanOrEqual(before);
      chain = await startChain(chain.ready.grpc.split(':').at(-1));
      await page.waitForSelector('[data-standing=good]');
      const restarted = chain.ready.head;
      await page.waitForFunction(
        (height) =>
          Number(document.querySelector('[data-fact=head]')?.textContent?.replace(/\D/g, '')) > height,
        Math.max(before, restarted),
      );
      const { port } = new URL(explorer.url);
      await explorer.stop();
      await page.waitForSelector('.standing:has-text("Explorer away")');
      const options = { chainGrpc: chain.ready.grpc, emissionGrpc: emission.ready.grpc };
      explorer = await startExplorer({ ...options, logLevel: 'error', port: Number(port) });
      await page.waitForSelector('[data-standing=good]');
    });
  });
});

interface Value {
  readonly isTrue?: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toString(): string;
  [Symbol.iterator](): Iterator<Value>;
}

/** As the page writes it. */
function tao(rao: bigint): string {
  const [whole, fraction] = [rao / 1_000_000_000n, String(rao % 1_000_000_000n).padStart(9, '0')];
  const tail = fraction.replace(/0+$/, '');
  return `τ\u00a0${whole.toLocaleString('en-US')}${tail === '' ? '' : `.${tail}`}`;
}
const percentOf = (share: number): string => `${(share * 100).toFixed(2)}\u00a0%`;
const percent = (u16: number): string => percentOf(u16 / U16_MAX);

const numberOf = (text: string | null | undefined): number => Number((text ?? '').replace(/[^\d]/g, ''));

/** Texts of one moment. */
const factsOf = (page: Page, ...ids: string[]): Promise<Record<string, string | null>> =>
  page.evaluate(
    (wanted) =>
      Object.fromEntries(
        wanted.map((id) => [id, document.querySelector(`[data-fact=${id}]`)?.textContent ?? null]),
      ),
    ids,
  );

interface AxeResults {
  readonly violations: readonly {
    readonly impact: string;
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Adds what is wrong with a page as it is now. @param rules of axe; all of them */
async function look(
  page: Page,
  name: string,
  rules: string[] | undefined,
  problems: string[],
): Promise<void> {
  const found = await page.evaluate(axeViolations, { source: AXE, rules });
  problems.push(...found.map((each) => `${name}: ${each}`));
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
    problems.push(`${name}: wider than the screen`);
  const file = `${name.slice(1).replaceAll(/[/ ]/g, '-')}.png`;
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${file}`, fullPage: true });
}

/** Runs in the page. */
async function axeViolations({
  source,
  rules,
}: {
  source: string;
  rules: string[] | undefined;
}): Promise<string[]> {
  const scope = globalThis as unknown as { axe?: { run(options: object): Promise<AxeResults> } };
  if (scope.axe === undefined) (0, eval)(source);
  const { violations } = await scope.axe!.run({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ impact, id, nodes }) => `${impact} ${id} ${nodes[0]?.html.slice(0, 200)}`);
}
