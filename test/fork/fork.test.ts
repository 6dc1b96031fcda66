import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ChainProcess, rpc, spawnChain, tempFolder } from '../support/chain-process.js';
import { SlowProxy } from '../support/slow-proxy.js';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
/** twox128("System") ‖ twox128("Account"). */
const ACCOUNTS = '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';
const DELAY_MS = 20;
const FORKED = 9;

interface ForkStatus {
  readonly number: number;
  readonly hash: string;
  readonly requests: number;
  readonly keys: number;
}

let upstream: ChainProcess;
let at: string;

beforeAll(async () => {
  upstream = await ChainProcess.start(['--sealing', 'manual', '--time', 'simulated']);
  const { http } = upstream.ready;
  // More accounts than one page of keys holds.
  const accounts = Array.from({ length: 700 }, (_, i) => [
    [`0x${i.toString(16).padStart(64, '0')}`],
    { providers: 1, data: { free: 1000 + i } },
  ]);
  await rpc(http, 'dev_setStorage', { System: { Account: accounts } });
  at = await rpc<string>(http, 'dev_newBlock', { to: FORKED });
  await rpc(http, 'engine_finalizeBlock', at);
  // The other chain goes on: what is forked stays as it was.
  await rpc(http, 'dev_newBlock', { count: 3 });
  await rpc(http, 'dev_setStorage', { System: { $removePrefix: ['Account'] } });
});
afterAll(() => upstream.kill());

async function fork(...flags: string[]): Promise<{ chain: ChainProcess; proxy: SlowProxy; http: string }> {
  const proxy = await SlowProxy.before(upstream.ready.rpc, DELAY_MS);
  onTestFinished(() => proxy.stop());
  const chain = await ChainProcess.start([
    ...['--sealing', 'manual', '--time', 'simulated', '--fork', proxy.url, '--block', String(FORKED)],
    ...flags,
  ]);
  onTestFinished(async () => void (await chain.kill()));
  return { chain, proxy, http: chain.ready.http };
}

async function everything(http: string, block: string): Promise<Map<string, string>> {
  const pairs = await rpc<[string, string][]>(http, 'state_getPairs', '0x', block);
  return new Map(pairs);
}

describe('a fork of a live chain, behind a slow network', () => {
  it('asks little, has the same state key by key, and keeps its changes to itself', async () => {
    const { http } = await fork();
    expect(await rpc(http, 'chain_getBlockHash', FORKED)).toBe(at);
    expect(await rpc(http, 'chain_getBlockHash', 0)).toBe(upstream.ready.genesis);
    const status = () => rpc<ForkStatus>(http, 'dev_fork');
    const start = await status();
    expect(start).toMatchObject({ number: FORKED, hash: at });
    expect(start.requests).toBeLessThan(8);
    await rpc(http, 'dev_newBlock');
    const { requests, keys } = await status();
    // One block of a chain of some 800 keys: a few dozen round trips at most, and not the whole state.
    expect(requests).toBeLessThan(60);
    expect(keys).toBeLessThan(600);
    await rpc(http, 'dev_newBlock', { count: 20 });
    expect((await status()).requests - requests).toBeLessThan(20);

    expect(await everything(http, at)).toEqual(await everything(upstream.ready.http, at));
    const all = await status();
    await rpc(http, 'dev_newBlock', { count: 20 });
    await rpc(http, 'dev_setStorage', { System: { Account: [[[ALICE], { data: { free: 5 } }]] } });
    expect((await status()).requests).toBe(all.requests);
    expect(await rpc(upstream.ready.http, 'state_getKeysPaged', ACCOUNTS, 10)).toEqual([]);
    expect(await rpc(http, 'state_getKeysPaged', ACCOUNTS, 1000)).toHaveLength(706);
  });

  it('keeps what it has read', async () => {
    const { path, remove } = tempFolder();
    onTestFinished(remove);
    const first = await fork('--data-dir', path);
    await rpc(first.http, 'state_getKeysPaged', ACCOUNTS, 1000);
    await rpc(first.http, 'dev_newBlock', { count: 4 });
    await rpc(first.http, 'engine_finalizeBlock', await rpc(first.http, 'chain_getBlockHash'));
    const again = await rpc<ForkStatus>(first.http, 'dev_fork');
    await first.chain.stop();
    const second = await fork('--data-dir', path);
    const found = await rpc<ForkStatus>(second.http, 'dev_fork');
    expect(found.keys).toBe(again.keys);
    await rpc(second.http, 'state_getKeysPaged', ACCOUNTS, 1000);
    await rpc(second.http, 'dev_newBlock', { count: 4 });
    expect((await rpc<ForkStatus>(second.http, 'dev_fork')).requests - found.requests).toBeLessThan(5);
    expect(await rpc(second.http, 'chain_getBlockHash', FORKED)).toBe(at);
  });

  it('says that the other chain is away, lives on, and goes on when it is back', async () => {
    const { http, chain, proxy } = await fork('--fork-deadline', '1');
    await proxy.stop();
    await expect(rpc(http, 'state_getKeysPaged', ACCOUNTS, 10)).rejects.toThrow('FORK_UPSTREAM');
    await expect(rpc(http, 'dev_newBlock')).rejects.toThrow('FORK_UPSTREAM');
    expect(await rpc(http, 'chain_getBlockHash', FORKED)).toBe(at);
    await proxy.start(proxy.port);
    await expect.poll(() => rpc(http, 'dev_newBlock').catch(() => undefined)).toMatch(/^0x/);
    expect(chain.child.exitCode).toBeNull();
  });
});

it('refuses another runtime by name, and a node that is not there', async () => {
  const proxy = await SlowProxy.before(upstream.ready.rpc);
  onTestFinished(() => proxy.stop());
  // The same length, so that frames stay whole: what another release would say of itself.
  proxy.rewrite = (data) =>
    Buffer.from(data.toString('latin1').replace('"specVersion":185', '"specVersion":186'), 'latin1');
  const other = spawnChain(['--fork', proxy.url]);
  expect((await other.exited).code).toBe(11);
  expect(other.output()).toContain('expected node-subtensor 185, got node-subtensor 186');
  proxy.rewrite = (data) =>
    Buffer.from(
      data
        .toString('latin1')
        .replace(Buffer.from('MaxLocks').toString('hex'), Buffer.from('MaxLucks').toString('hex')),
      'latin1',
    );
  const strange = spawnChain(['--fork', proxy.url]);
  expect((await strange.exited).code).toBe(11);
  expect(strange.output()).toContain('Balances: constant MaxLocks, constant MaxLucks');
  const nobody = spawnChain(['--fork', 'ws://127.0.0.1:1', '--fork-deadline', '0.2']);
  expect((await nobody.exited).code).toBe(12);
  expect(nobody.output()).toContain('FORK_UPSTREAM');
});
