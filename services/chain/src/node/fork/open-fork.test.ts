import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tmpdir } from 'node:os';
import { ALICE, startDevNode, type DevNode } from '../../../test/dev-node.js';
import { tempFolder } from '../../../test/temp-folder.js';
import { exportState } from '../../cli/store-commands.js';

const file = join(mkdtempSync(join(tmpdir(), 'yumanet-fork-')), 'state.json');
/** twox128("System") ‖ twox128("Account"). */
const ACCOUNTS = '26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';
let original: ReadonlyMap<string, Uint8Array>;
const entriesOf = ({ chain }: DevNode): Map<string, Uint8Array> => {
  const state = chain.store.stateAt(chain.store.head);
  return new Map([...state.keys('')].map((key) => [key, state.get(key)!]));
};

beforeAll(async () => {
  // A chain with a few blocks, exported.
  const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-fork-'));
  const { startChainService } = await import('../../chain-service.js');
  const { configSchema } = await import('../../config/schema.js');
  const quiet = { info() {}, warn() {}, debug() {}, error() {}, child: () => quiet } as never;
  const settings = { sealing: 'manual', time: 'simulated', rpcPort: 0, verifyThreads: 0, dataDir };
  const service = await startChainService(configSchema.parse(settings), {
    log: quiet,
    version: '0',
    onFatal() {},
  });
  for (let n = 0; n < 7; n++) await service.chain.seal();
  await service.chain.finaliseUpTo(7);
  original = new Map(service.chain.store.entries());
  await service.stop();
  expect(await exportState({ dataDir, to: file })).toMatchObject({ head: 7, keys: original.size });
});

describe('a fork of a state export', () => {
  it('has the same state, goes on from its block, and keeps its changes to itself', async () => {
    const node = await startDevNode({ fork: file });
    expect(entriesOf(node)).toEqual(original);
    const { client, chain } = node;
    expect(chain.store.head).toBe(7);
    expect(await client.call('system_chain')).toBe('Yumanet export (fork of block 7)');
    await client.call('dev_setStorage', { System: { Account: [[[ALICE], { data: { free: 5 } }]] } });
    await client.call('dev_newBlock', { count: 30 });
    expect(chain.store.head).toBe(37);
    expect(await client.call('dev_replayBlock', 20)).toMatchObject({ equal: true });
    expect(await client.call('dev_fork')).toMatchObject({ from: file, number: 7, requests: 1 });
    await client.call('dev_setHead', 7);
    await client.call('dev_newBlock');
    expect(node.fatal).toEqual([]);
  });

  it('reverts to what it stands on, deletions and additions too', async () => {
    const node = await startDevNode({ fork: file });
    const { client } = node;
    const key = [...original.keys()].filter((each) => each.startsWith(ACCOUNTS)).at(-1)!;
    const id = await client.call('dev_snapshot');
    await client.call('dev_setStorage', [
      [`0x${key}`, null],
      ['0x1234', '0x01'],
    ]);
    await client.call('dev_newBlock', { count: 2 });
    await client.call('dev_setStorage', [
      [`0x${key}`, '0x07'],
      ['0x1234', null],
    ]);
    await client.call('dev_newBlock');
    await client.call('dev_revert', id);
    expect(entriesOf(node)).toEqual(original);
  });

  it('is found again by the next start, and by no other fork', async () => {
    const dataDir = tempFolder();
    const first = await startDevNode({ fork: file, dataDir });
    await first.client.call('dev_newBlock', { count: 5 });
    await first.chain.finaliseUpTo(12);
    await first.stop();
    const second = await startDevNode({ fork: file, dataDir });
    expect(second.chain.store.head).toBe(12);
    await second.stop();
    await expect(startDevNode({ dataDir })).rejects.toMatchObject({ code: 'STORE_GENESIS' });
  });

  it.each([
    [
      'pallet',
      (top: Record<string, string>) => (top[`0x${'ab'.repeat(32)}`] = '0x01'),
      'FORK_MISMATCH',
      '0xabab',
    ],
    [
      'version',
      (top: Record<string, string>) => {
        const key = Object.keys(top).find((each) =>
          each.startsWith('0x26aa394eea5630e07c48ae0c9558cef7f9cce9c888469bb1a0dceaa129672ef8'),
        )!;
        top[key] = top[key]!.replace(/^0x..../, '0xe902');
      },
      'FORK_MISMATCH',
      'expected node-subtensor 185, got node-subtensor 186',
    ],
    [
      'number',
      (top: Record<string, string>) =>
        delete top['0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac'],
      'FORK_INVALID',
      'expected the key',
    ],
  ])('refuses a strange %s by name', async (_, damage, code, text) => {
    const json = JSON.parse(readFileSync(file, 'utf8')) as {
      genesis: { raw: { top: Record<string, string> } };
    };
    damage(json.genesis.raw.top);
    const path = join(tempFolder(), 'bad.json');
    writeFileSync(path, JSON.stringify(json));
    await expect(startDevNode({ fork: path })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as string,
    });
  });

  it.each([
    [{ fork: 'nowhere.json' }, 'FORK_INVALID'],
    [{ fork: file, block: 3 }, 'FORK_INVALID'],
    [{ block: 3 }, 'CONFIG_INVALID'],
    [{ fork: file, natsUrl: 'nats://127.0.0.1:1' }, 'CONFIG_INVALID'],
  ])('refuses %j', async (settings, code) => {
    await expect(startDevNode(settings)).rejects.toMatchObject({ code });
  });
});
