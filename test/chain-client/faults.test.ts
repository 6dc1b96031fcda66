import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ChainClient,
  describeMetadata,
  keyFromUri,
  usedItems,
  type ChainClientOptions,
} from '@yumanet/chain-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
const QUICK = { reconnect: { initialMs: 20, maxMs: 100 }, stallMs: 1_500, probeMs: 500, versionMs: 200 };
let chain: ChainProcess;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'interval', '--block-time', '0.5']);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
afterAll(() => chain.kill());

async function proxy() {
  const made = await TcpProxy.before(chain.ready.rpc);
  cleanups.push(() => made.stop());
  return made;
}

async function connect(endpoints: string[], own: Partial<ChainClientOptions> = {}) {
  const client = new ChainClient({ endpoints, ...QUICK, ...own });
  cleanups.push(() => client.stop());
  await client.start(AbortSignal.timeout(15_000));
  return client;
}

/** Collects heights of final blocks in the background. */
function follow(client: ChainClient, from: number) {
  const controller = new AbortController();
  const heights: number[] = [];
  const done = (async () => {
    for await (const { number } of client.finalizedBlocks(from, controller.signal)) heights.push(number);
  })();
  cleanups.push(async () => {
    controller.abort();
    await done;
  });
  return heights;
}

const isContiguous = (heights: number[]) => heights.every((height, i) => height === (heights[0] ?? 0) + i);

describe('a half-open connection', () => {
  it('is found and replaced, and no block is missed', async () => {
    const between = await proxy();
    const client = await connect([between.url]);
    const heights = follow(client, 1);
    await expect.poll(() => heights.length, { timeout: 10_000 }).toBeGreaterThan(2);
    between.stopForwarding();
    const before = heights.length;
    await expect.poll(() => between.connections, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => heights.length, { timeout: 10_000 }).toBeGreaterThan(before + 4);
    expect(isContiguous(heights)).toBe(true);
  });

  it('is found though the next block is far: nobody answers its pings', async () => {
    const between = await proxy();
    const client = await connect([between.url], { stallMs: 60_000, silentMs: 2_000 });
    between.stopForwarding();
    await expect.poll(() => between.connections, { timeout: 15_000 }).toBe(2);
    await expect.poll(() => client.source.state, { timeout: 10_000 }).toBe('connected');
  });

  it('through one endpoint, the next takes over', async () => {
    const [first, second] = [await proxy(), await proxy()];
    const client = await connect([first.url, second.url]);
    first.stopForwarding();
    await expect.poll(() => client.source.endpoint, { timeout: 10_000 }).toBe(second.url);
    await expect.poll(() => client.source.state, { timeout: 10_000 }).toBe('connected');
  });
});

describe('connections that are cut', () => {
  it('again and again: every final block comes once', async () => {
    const between = await proxy();
    const client = await connect([between.url]);
    const heights = follow(client, 1);
    for (let i = 0; i < 15; i += 1) {
      between.drop();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const { number } = await client.source.head('finalized');
    await expect.poll(() => heights.at(-1), { timeout: 10_000 }).toBeGreaterThan(number);
    expect(heights[0]).toBe(1);
    expect(isContiguous(heights)).toBe(true);
    expect(between.connections).toBeGreaterThan(10);
  });

  it('while an extrinsic is watched: its receipt is found in the blocks', async () => {
    const between = await proxy();
    const client = await connect([between.url]);
    const [alice, bob] = await Promise.all([keyFromUri('//Alice'), keyFromUri('//Bob')]);
    const call = await client.call('Balances', 'transfer_keep_alive', [bob.address, 1_000_000_000n]);
    const sending = client.sender(alice).send(call);
    await new Promise((resolve) => setTimeout(resolve, 300));
    between.drop();
    const receipt = await sending;
    expect(receipt.events.map(({ name }) => name)).toContain('Transfer');
  });

  it(`${SLOW ? 1_000 : 100} times: memory stays flat`, { timeout: 120_000 }, async () => {
    const script = join(import.meta.dirname, 'reconnects.mjs');
    const args = ['--expose-gc', script, chain.ready.rpc, SLOW ? '1000' : '100'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 110_000 });
    const { reconnects, grownMb } = JSON.parse(stdout) as { reconnects: number; grownMb: number };
    expect(reconnects).toBeGreaterThanOrEqual(SLOW ? 1_000 : 100);
    expect(grownMb).toBeLessThan(8);
  });
});

describe('a runtime that changed', () => {
  const names = [
    'call Balances.transfer_keep_alive',
    'call Balances.force_set_balance',
    'storage System.Account',
    'event Balances.Transfer',
    'extensions',
  ];

  async function used() {
    const client = await connect([chain.ready.rpc]);
    const { facts } = await client.runtime();
    return usedItems(describeMetadata(facts.metadata), names);
  }

  it('in nothing that is used is accepted', async () => {
    const client = await connect([chain.ready.rpc], { used: await used() });
    expect(client.source.state).toBe('connected');
  });

  it('in what is used is refused with all differing items named', async () => {
    const expected = {
      ...(await used()),
      'call Balances.transfer_keep_alive': '{dest: u8, value: u8}',
      'storage SubtensorModule.NotThere': 'default u16',
    };
    await expect(connect([chain.ready.rpc], { used: expected })).rejects.toMatchObject({
      code: 'METADATA_MISMATCH',
      data: { items: 'call Balances.transfer_keep_alive, storage SubtensorModule.NotThere' },
      message: expect.stringMatching(
        /call Balances\.transfer_keep_alive: expected \{dest: u8, value: u8\}, got \{dest: /,
      ) as string,
    });
  });

  it('an endpoint that serves another is left for one that serves ours', async () => {
    const other = await proxy();
    // The same length, so that frames keep theirs: hexadecimal of `transfer_keep_alive`.
    const hex = (text: string) => Buffer.from(text).toString('hex');
    const renamed = (text: string) => [hex(text), hex(`${text.slice(0, -1)}X`)] as const;
    // Two names, since one may lie across the border of two packets.
    const changes = [renamed('transfer_keep_alive'), renamed('force_set_balance')];
    other.rewrite = (data) => {
      const text = changes.reduce((all, [from, to]) => all.replaceAll(from, to), data.toString('latin1'));
      return Buffer.from(text, 'latin1');
    };
    const client = await connect([other.url, chain.ready.rpc], { used: await used() });
    expect(client.source.endpoint).toBe(chain.ready.rpc);
    expect(other.connections).toBeGreaterThan(0);
  });
});
