import { describe, expect, it } from 'vitest';
import { ALICE, BOB, STRANGER, startDevNode, type DevNode } from '../../../test/dev-node.js';
import { verify } from '../../cli/store-commands.js';
import { ChainStore } from '../../node/state/chain-store.js';
import { storePath } from '../../node/state/data-folder.js';
import { verifyStore } from '../../node/state/verify-store.js';
import { tempFolder } from '../../../test/temp-folder.js';
import { fromHex, to0x } from '../../bytes.js';
import { parseAccount } from '../../chain-spec/ss58.js';
import { findItem, contextOver, frameRuntime } from './frame-runtime.js';
import { mockExtrinsic } from './mock-extrinsic.js';

interface AccountInfo {
  readonly nonce: number;
  readonly data: { readonly free: bigint };
}
const account = ({ chain }: DevNode, who: string) =>
  findItem(chain.runtime, 'System', 'Account').get(
    contextOver(chain),
    Buffer.from(parseAccount(who)).toString('hex'),
  ) as AccountInfo;

/** SCALE of Balances.transfer_keep_alive. */
function transferCall(chain: DevNode['chain'], to: string, rao: number): Uint8Array {
  const ctx = contextOver(chain);
  return ctx.encodeCall({
    type: 'Balances',
    value: {
      type: 'transfer_keep_alive',
      value: {
        dest: { type: 'Id', value: Buffer.from(parseAccount(to)).toString('hex') },
        value: BigInt(rao),
      },
    },
  });
}

describe('dev_setStorage', () => {
  it('takes keys and values as bytes, and deletes with null', async () => {
    const { client, chain } = await startDevNode();
    const hash = await client.call('dev_setStorage', [['0xaabb', '0x0102']]);
    expect(hash).toBe(to0x(chain.store.hashOf(0)!));
    expect(await client.call('state_getStorage', '0xaabb')).toBe('0x0102');
    await client.call('dev_newBlock', { count: 2 });
    expect(await client.call('state_getStorage', '0xaabb')).toBe('0x0102');
    await client.call('dev_setStorage', [['0xaabb', null]]);
    expect(await client.call('state_getStorage', '0xaabb')).toBeNull();
    const before = await client.call('chain_getBlockHash', 1);
    expect(await client.call('state_getStorage', '0xaabb', before)).toBe('0x0102');
    expect((await client.ask('dev_setStorage', [['aabb', 1]])).error?.code).toBe(-32602);
    expect((await client.ask('dev_setStorage', [['0x', '0x00']])).error).toMatchObject({
      data: 'KEY_INVALID',
    });
  });

  it('takes pallets and items by name, as chopsticks does', async () => {
    const node = await startDevNode();
    const { client } = node;
    await client.call('dev_setStorage', {
      System: { Account: [[[STRANGER], { providers: 1, data: { free: '5000000000' } }]] },
      subtensorModule: { TotalIssuance: 12345, Tempo: [[[3], 99]] },
    });
    expect(account(node, STRANGER)).toMatchObject({ nonce: 0, data: { free: 5_000_000_000n } });
    await client.call('dev_setStorage', { System: { $removePrefix: ['Account'] } });
    expect(account(node, ALICE).data.free).toBe(0n);
  });

  it.each([
    [{ Nothing: { A: 1 } }, 'STATE_NAME_UNKNOWN', 'pallet'],
    [{ System: { Nothing: 1 } }, 'STATE_NAME_UNKNOWN', 'one of System'],
    [{ System: { Account: [[[ALICE], { wealth: 1 }]] } }, 'VALUE_INVALID', 'wealth'],
    [{ System: { Account: [[[ALICE, 1], {}]] } }, 'VALUE_INVALID', 'keys'],
    [{ SubtensorModule: { Tempo: [[[1], 70_000]] } }, 'VALUE_INVALID', 'below 2^16'],
  ])('says what is wrong in %j', async (values, data, text) => {
    const { client } = await startDevNode();
    const { error } = await client.ask('dev_setStorage', values);
    expect(error).toMatchObject({ code: 1, data, message: expect.stringContaining(text) as string });
  });

  it('tells who watches, survives a restart, and is what verification expects', async () => {
    const dataDir = tempFolder();
    const node = await startDevNode({ dataDir });
    const { client } = node;
    await client.call('state_subscribeStorage', ['0xaabb']);
    await client.call('dev_newBlock');
    await client.call('dev_setStorage', [['0xaabb', '0x07']]);
    await expect.poll(() => client.notifications.length).toBe(2);
    await node.stop();
    const store = new ChainStore({ path: storePath(dataDir), fsync: false, history: 16, readOnly: true });
    expect(verifyStore(store).blocks).toBe(store.head + 1);
    await store.close();
    expect(await verify({ dataDir, replay: true })).toMatchObject({ replayed: store.finalised });
    const again = await startDevNode({ dataDir });
    expect(await again.client.call('state_getStorage', '0xaabb')).toBe(
      again.chain.store.head === 1 ? '0x07' : null,
    );
  });
});

describe('dev_dryRun', () => {
  it('shows what a call would do, and does nothing', async () => {
    const node = await startDevNode();
    const { client, chain } = node;
    const call = to0x(transferCall(chain, BOB, 1_000_000));
    const before = new Map(chain.store.entries());
    const found = (await client.call('dev_dryRun', { extrinsic: { call, address: ALICE }, trace: true })) as {
      outcome: object;
      events: { event: { Balances?: object } }[];
      old: { System: { Account: Record<string, { nonce: number }> } };
      new: { System: { Account: Record<string, { nonce: number }> } };
      reads: object[];
      writes: { pallet: string }[];
    };
    expect(found.outcome).toEqual({ ok: true });
    expect(JSON.stringify(found.events)).toContain('"Transfer"');
    const who = to0x(parseAccount(ALICE));
    expect(found.old.System.Account[who]!.nonce).toBe(0);
    expect(found.new.System.Account[who]!.nonce).toBe(1);
    expect(found.reads.length).toBeGreaterThan(3);
    expect(new Map(chain.store.entries())).toEqual(before);
    const raw = (await client.call('dev_dryRun', {
      extrinsic: { call, address: ALICE },
      raw: true,
    })) as unknown[];
    expect(raw.length).toBe(found.writes.length);
  });

  it('names the error of a call that fails, and of a transaction that cannot be', async () => {
    const { client, chain } = await startDevNode();
    const call = to0x(transferCall(chain, BOB, 2e18));
    const failed = await client.call('dev_dryRun', { extrinsic: { call, address: ALICE } });
    expect(failed).toMatchObject({
      outcome: { ok: false, error: expect.anything() as object },
    });
    const poor = await client.ask('dev_dryRun', { extrinsic: { call, address: STRANGER } });
    expect(poor.error).toMatchObject({ code: 1, data: 'TRANSACTION_INVALID' });
    expect((await client.ask('dev_dryRun', { extrinsic: 'x' })).error?.code).toBe(-32602);
  });
});

it('dev_impersonate takes any signature of an account, until told otherwise', async () => {
  const node = await startDevNode();
  const { client, chain } = node;
  const sign = (nonce: number) =>
    to0x(
      mockExtrinsic(
        frameRuntime(chain.runtime),
        Buffer.from(parseAccount(ALICE)).toString('hex'),
        transferCall(chain, BOB, 1_000_000),
        nonce,
      ),
    );
  expect((await client.ask('author_submitExtrinsic', sign(0))).error?.code).toBe(1010);
  await client.call('dev_impersonate', ALICE);
  await client.call('dev_newBlock', { transactions: [sign(0).replace(/cdcd/, 'cdce')] });
  expect(account(node, ALICE).nonce).toBe(1);
  await client.call('dev_impersonate', ALICE, false);
  expect((await client.ask('author_submitExtrinsic', sign(1))).error?.code).toBe(1010);
  expect((await client.ask('dev_impersonate', 'nobody')).error?.code).toBe(-32602);
});

describe('dev_replayBlock', () => {
  it('executes a block again and finds what the chain has', async () => {
    const { client, chain } = await startDevNode();
    await client.call('dev_newBlock', { count: 5 });
    const found = (await client.call('dev_replayBlock', 3)) as {
      equal: boolean;
      phases: { phase: unknown }[];
    };
    expect(found.equal).toBe(true);
    expect(found.phases.map(({ phase }) => phase)).toEqual(['Initialization', 0, 'Finalization']);
    const hash = await client.call('chain_getBlockHash', 4);
    await client.call('dev_setStorage', { SubtensorModule: { Tempo: [[[3], 99]] } });
    expect(await client.call('dev_replayBlock', hash)).toMatchObject({ number: 4, equal: true });
    expect(await client.call('dev_replayBlock', chain.store.head)).toMatchObject({ equal: true });
    expect((await client.ask('dev_replayBlock', 0)).error?.data).toBe('BLOCK_UNKNOWN');
  });

  it('names what came out otherwise', async () => {
    const { client, chain } = await startDevNode();
    await client.call('dev_newBlock', { count: 2 });
    const now = 'f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';
    // A state that its block did not make: what a defect would look like.
    const { store } = chain;
    const real = store.stateAt.bind(store);
    store.stateAt = (number) => {
      const state = real(number);
      if (number !== 2) return state;
      return {
        ...state,
        get: (key) => (key === now ? fromHex('00'.repeat(8)) : state.get(key)),
        nextKey: (key) => state.nextKey(key),
        keys: (prefix) => state.keys(prefix),
      };
    };
    const found = (await client.call('dev_replayBlock', 2)) as { equal: boolean; differences: object[] };
    expect(found).toMatchObject({
      equal: false,
      differences: [{ expected: { pallet: 'Timestamp', item: 'Now', decoded: '0' } }],
    });
  });
});
