import { ApiPromise, Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connection } from '../support/connection.js';
import { ChainProcess } from '../support/chain-process.js';
import { sendAndWatch } from '../support/send-and-watch.js';

let chain: ChainProcess;
let api: ApiPromise;

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'instant', '--finality-delay', '400']);
  await cryptoWaitReady();
  api = await ApiPromise.create({ ...connection(chain.ready.rpc) });
});
afterAll(async () => {
  await api.disconnect();
  expect(await chain.stop()).toBe(0);
});

const keyring = () => new Keyring({ type: 'sr25519' });
const freeOf = async (address: string): Promise<bigint> => {
  const { data } = (await api.query['system']!['account']!(address)) as never as {
    data: { free: { toBigInt(): bigint } };
  };
  return data.free.toBigInt();
};

describe('@polkadot/api 16.5.6, unmodified', () => {
  it('connects and reads constants, storage and keys', async () => {
    expect(api.runtimeVersion.specName.toString()).toBe('node-subtensor');
    expect(api.runtimeVersion.specVersion.toNumber()).toBe(185);
    expect(api.consts['balances']!['existentialDeposit']!.toString()).toBe('500');
    expect((await api.rpc.system.chain()).toString()).toBe('Yumanet Local');
    const alice = keyring().addFromUri('//Alice');
    expect(await freeOf(alice.address)).toBeGreaterThan(0n);
    const page = await api.query['system']!['account']!.keysPaged({ args: [], pageSize: 4 });
    const rest = await api.query['system']!['account']!.keysPaged({
      args: [],
      pageSize: 4,
      startKey: page.at(-1)!.toHex(),
    });
    expect([page.length, rest.length]).toEqual([4, 2]);
    const keys = await api.query['system']!['account']!.keys();
    expect(keys.map((key) => key.toHex())).toEqual([...page, ...rest].map((key) => key.toHex()));
    expect(keys.map((key) => key.args[0]!.toString())).toContain(alice.address);
  });

  it('transfers and hears Ready, InBlock, Finalized, with the events in order', async () => {
    const pairs = keyring();
    const [alice, bob] = ['//Alice', '//Bob'].map((uri) => pairs.addFromUri(uri));
    const before = await freeOf(bob!.address);
    const transfer = api.tx['balances']!['transferKeepAlive']!(bob!.address, 1_000_000_000n);
    const { statuses, events } = await sendAndWatch(transfer, alice!);
    expect(statuses).toEqual(['Ready', 'InBlock', 'Finalized']);
    // No Deposit: CurrencyAdapter, which spec 185 charges fees with, deposits no refund of nothing.
    expect(events).toEqual([
      'balances.Withdraw',
      'balances.Transfer',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicSuccess',
    ]);
    expect((await freeOf(bob!.address)) - before).toBe(1_000_000_000n);
  });

  it('asks for a fee, and pays it', async () => {
    const alice = keyring().addFromUri('//Alice');
    const transfer = api.tx['balances']!['transferKeepAlive']!(alice.address, 1n);
    const info = await transfer.paymentInfo(alice);
    expect(info.partialFee.toBigInt()).toBeGreaterThan(0n);
    const before = await freeOf(alice.address);
    await sendAndWatch(transfer, alice);
    expect(before - (await freeOf(alice.address))).toBe(info.partialFee.toBigInt());
  });

  it('decodes a module error by name', async () => {
    const pairs = keyring();
    const [alice, bob] = ['//Alice', '//Bob'].map((uri) => pairs.addFromUri(uri));
    const tooMuch = api.tx['balances']!['transferKeepAlive']!(bob!.address, 10n ** 18n);
    const { error, events } = await sendAndWatch(tooMuch, alice!);
    expect(events.at(-1)).toBe('system.ExtrinsicFailed');
    expect(error).toBe('{"arithmetic":"Underflow"}');
    const noSudo = api.tx['sudo']!['sudo']!(api.tx['system']!['remark']!('0x01'));
    expect((await sendAndWatch(noSudo, bob!)).error).toBe('sudo.RequireSudo');
  });

  it('does as root what sudo may', async () => {
    const alice = keyring().addFromUri('//Alice');
    const target = keyring().addFromUri('//Root//1');
    const set = api.tx['balances']!['forceSetBalance']!(target.address, 777_777n);
    const { events, error } = await sendAndWatch(api.tx['sudo']!['sudo']!(set), alice);
    expect(error).toBeUndefined();
    expect(events).toContain('sudo.Sudid');
    expect(await freeOf(target.address)).toBe(777_777n);
  });

  it('subscribes to heads, final heads, storage and events', async () => {
    const pairs = keyring();
    const [alice, bob] = ['//Alice', '//Charlie'].map((uri) => pairs.addFromUri(uri));
    const heads: number[] = [];
    const final: number[] = [];
    const balances: bigint[] = [];
    let events = 0;
    const ends = [
      await api.rpc.chain.subscribeNewHeads((header) => void heads.push(header.number.toNumber())),
      await api.rpc.chain.subscribeFinalizedHeads((header) => void final.push(header.number.toNumber())),
      await api.query['system']!['account']!(bob!.address, (account: never) =>
        balances.push((account as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt()),
      ),
      await api.query['system']!['events']!(() => events++),
    ] as unknown as (() => void)[];
    await sendAndWatch(api.tx['balances']!['transferKeepAlive']!(bob!.address, 5n), alice!);
    for (const end of ends) end();
    expect(heads.length).toBeGreaterThanOrEqual(3);
    expect(heads).toEqual([...heads].sort((a, b) => a - b));
    expect(final.at(-1)).toBeGreaterThanOrEqual(heads.at(-1)! - 1);
    expect(balances.at(-1)! - balances[0]!).toBe(5n);
    expect(events).toBeGreaterThanOrEqual(2);
  });

  it('reads the past', async () => {
    const genesis = await api.at(api.genesisHash);
    const number = (await genesis.query['system']!['number']!()) as never as { toNumber(): number };
    expect(number.toNumber()).toBe(0);
    const block = await api.rpc.chain.getBlock(await api.rpc.chain.getBlockHash(1));
    expect(block.block.header.number.toNumber()).toBe(1);
    expect(block.block.header.hash.toHex()).toBe((await api.rpc.chain.getBlockHash(1)).toHex());
    expect(block.block.extrinsics[0]!.method.method).toBe('set');
  });

  it('hears from the pool what is wrong with a transaction', async () => {
    const alice = keyring().addFromUri('//Alice');
    const stale = api.tx['system']!['remark']!('0x02').signAsync(alice, { nonce: 0 });
    await expect(stale.then((tx) => tx.send())).rejects.toThrow(
      /1010: Invalid Transaction: Transaction is outdated/,
    );
    const poor = keyring().addFromUri('//Nobody');
    await expect(api.tx['system']!['remark']!('0x03').signAndSend(poor)).rejects.toThrow(
      /1010: .*pay some fees/,
    );
    const forged = (await api.tx['system']!['remark']!('0x04').signAsync(alice)).toU8a();
    forged[70]! ^= 1;
    const send = api.rpc.author.submitExtrinsic(api.createType('Extrinsic', forged));
    await expect(send).rejects.toThrow('1010: Invalid Transaction: Transaction has a bad signature');
  });

  it.each(['sr25519', 'ed25519', 'ecdsa'] as const)('sends with %s keys', async (type) => {
    const alice = keyring().addFromUri('//Alice');
    const pair = new Keyring({ type }).addFromUri(`//Key//${type}`);
    await sendAndWatch(api.tx['balances']!['transferKeepAlive']!(pair.address, 10_000_000_000n), alice);
    const { events } = await sendAndWatch(api.tx['system']!['remark']!('0x05'), pair);
    expect(events.at(-1)).toBe('system.ExtrinsicSuccess');
  });
});
