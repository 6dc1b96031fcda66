import { describe, expect, it } from 'vitest';
import { ALICE, startDevNode, type DevNode } from '../../../test/dev-node.js';
import { timestampOf } from '../../node/block/block-time.js';
import { fastForward } from './fast-forward.js';

const free = (rao: number) => ({ System: { Account: [[[ALICE], { data: { free: rao } }]] } });
const stateOf = ({ chain }: DevNode) => new Map(chain.store.entries());

describe('dev_newBlock', () => {
  it('makes as many blocks as are asked for, or up to a height', async () => {
    const { client, chain } = await startDevNode();
    await client.call('dev_newBlock');
    expect(chain.store.head).toBe(1);
    const hash = await client.call('dev_newBlock', { count: 3 });
    expect([chain.store.head, chain.store.numberOf(String(hash).slice(2))]).toEqual([4, 4]);
    await client.call('dev_newBlock', { to: 10 });
    expect(chain.store.head).toBe(10);
    await client.call('dev_newBlock', { to: 3 });
    expect(chain.store.head).toBe(11);
    expect((await client.ask('dev_newBlock', { count: 0 })).error).toMatchObject({ code: -32602 });
    expect((await client.ask('dev_newBlock', { to: 10_000_000 })).error).toMatchObject({ code: -32602 });
  });

  it('goes forward by whole tempos of a subnet', async () => {
    const { client, chain } = await startDevNode({ network: 'demo' });
    const unknown = await client.ask('dev_newBlock', { tempos: 1, netuid: 7 });
    expect(unknown.error).toMatchObject({ code: 1, data: 'STATE_NAME_UNKNOWN' });
    await client.call('dev_setStorage', {
      SubtensorModule: { NetworksAdded: [[[1], true]], Tempo: [[[1], 20]] },
    });
    await client.call('dev_newBlock', { tempos: 3, netuid: 1 });
    expect((chain.store.head + 1 + 1) % 21).toBe(0);
    expect(chain.store.head).toBe(19 + 2 * 21);
  });
});

it('finality follows while blocks are made in one go', async () => {
  const { chain } = await startDevNode({ finalityDelay: 60_000 });
  await fastForward(chain, 200);
  expect([chain.store.head, chain.store.finalised]).toEqual([200, 128]);
});

describe('dev_snapshot and dev_revert', () => {
  it('bring back state, head, finality and time, bit by bit', async () => {
    const node = await startDevNode();
    const { client, chain } = node;
    await client.call('dev_newBlock', { count: 3 });
    await client.call('dev_setStorage', free(7));
    const before = stateOf(node);
    const id = await client.call('dev_snapshot');
    await client.call('dev_setStorage', free(8));
    await client.call('dev_timeTravel', '2031-01-01');
    await client.call('dev_newBlock', { count: 300 });
    // Far beyond the snapshot; how far depends on how busy the machine is.
    expect(chain.store.finalised).toBeGreaterThan(100);
    expect(await client.call('dev_revert', id)).toBe(true);
    expect(chain.store.head).toBe(3);
    expect(stateOf(node)).toEqual(before);
    expect((await client.ask('dev_revert', id)).error).toMatchObject({ code: 1, data: 'SNAPSHOT_UNKNOWN' });
    await client.call('dev_newBlock', { count: 5 });
    expect(chain.store.finalised).toBeGreaterThan(0);
  });

  it('use up later snapshots with an earlier one, and hold only so many', async () => {
    const { client } = await startDevNode();
    const first = await client.call('dev_snapshot');
    const second = await client.call('dev_snapshot');
    await client.call('dev_revert', first);
    expect((await client.ask('dev_revert', second)).error?.data).toBe('SNAPSHOT_UNKNOWN');
    for (let n = 0; n < 64; n++) await client.call('dev_snapshot');
    expect((await client.ask('dev_snapshot')).error).toMatchObject({ code: 1, data: 'SNAPSHOTS_FULL' });
  });
});

describe('dev_setHead', () => {
  it('goes back by number, distance or hash, below what was final too', async () => {
    const { client, chain } = await startDevNode();
    await client.call('dev_newBlock', { count: 10 });
    await chain.finaliseUpTo(10);
    await client.call('dev_setHead', 7);
    expect([chain.store.head, chain.store.finalised]).toEqual([7, 7]);
    await client.call('dev_setHead', -2);
    expect(chain.store.head).toBe(5);
    const hash = await client.call('chain_getBlockHash', 2);
    expect(await client.call('dev_setHead', hash)).toBe(hash);
    expect((await client.ask('dev_setHead', 9)).error?.data).toBe('BLOCK_UNKNOWN');
    await client.call('dev_newBlock');
    expect(chain.store.head).toBe(3);
  });

  it('says what is gone, and goes on', async () => {
    const { client, chain } = await startDevNode({ stateHistory: 16 });
    await client.call('dev_newBlock', { count: 40 });
    await chain.finaliseUpTo(40);
    await client.call('dev_newBlock', { count: 2 });
    expect((await client.ask('dev_setHead', 1)).error).toMatchObject({ code: 1, data: 'STATE_DISCARDED' });
    await client.call('dev_newBlock', { count: 3 });
    expect(chain.store.head).toBe(45);
  });
});

it('dev_timeTravel sets when the next block is made; those after it follow', async () => {
  const { client, chain } = await startDevNode();
  const there = Date.parse('2030-06-01T00:00:00Z');
  expect(await client.call('dev_timeTravel', '2030-06-01T00:00:00Z')).toBe(there);
  await client.call('dev_newBlock');
  expect(timestampOf(chain.store.stateAt(1))).toBe(BigInt(there) + 12_000n);
  expect((await client.ask('dev_timeTravel', 'soon')).error?.code).toBe(-32602);
});

it('a timestamp that was set back, or taken away, ends nothing: the next block comes after the slot of the last', async () => {
  const { client, chain } = await startDevNode();
  await client.call('dev_timeTravel', '2030-06-01T00:00:00Z');
  await client.call('dev_newBlock');
  const now = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';
  for (const value of [null, '0x0100000000000000']) {
    await client.call('dev_setStorage', [[now, value]]);
    await client.call('dev_newBlock');
  }
  expect(chain.store.head).toBe(3);
  expect(timestampOf(chain.store.stateAt(3))).toBeGreaterThan(BigInt(Date.parse('2030-06-01T00:00:00Z')));
});

it('dev_timeTravel moves the clock of a chain that has one, back too', async () => {
  const { client, chain } = await startDevNode({ time: 'clock' });
  const there = Date.parse('2001-01-01T00:00:00Z');
  await client.call('dev_timeTravel', there);
  await client.call('dev_newBlock', { count: 2 });
  expect(Number(timestampOf(chain.store.stateAt(2))!) - there).toBeLessThan(60_000);
});

it('dev_setBlockBuildMode changes when blocks are made', async () => {
  const { client, chain } = await startDevNode();
  await client.call('dev_setBlockBuildMode', 'Interval', 10);
  await expect.poll(() => chain.store.head).toBeGreaterThan(2);
  await client.call('dev_setBlockBuildMode', 'Manual');
  expect(chain.sealingMode).toBe('manual');
  await client.call('dev_setBlockBuildMode', 2);
  expect(chain.sealingMode).toBe('instant');
  expect((await client.ask('dev_setBlockBuildMode', 'Sometimes')).error?.code).toBe(-32602);
});

describe('who may', () => {
  it.each([
    [{ rpcMethods: 'safe' }, false],
    [{ network: 'main' }, false],
    [{ rpcHost: '0.0.0.0' }, false],
    [{ network: 'main', rpcMethods: 'unsafe' }, true],
  ])('%j: dev methods %s', async (settings, served) => {
    const { client } = await startDevNode(settings);
    const { methods } = (await client.call('rpc_methods')) as { methods: string[] };
    expect(methods.includes('dev_setStorage')).toBe(served);
  });

  it('nobody is impersonated on a live chain', async () => {
    const { client } = await startDevNode({ network: 'main', rpcMethods: 'unsafe' });
    expect((await client.ask('dev_impersonate', ALICE)).error).toMatchObject({ code: 1, data: 'NOT_LOCAL' });
  });
});
