import { ApiPromise, Keyring } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { createKeyMulti, cryptoWaitReady, encodeAddress, sortAddresses } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { sendAndWatch } from '../support/send-and-watch.js';

const TAO = 1_000_000_000n;
let chain: ChainProcess;
let api: ApiPromise;
let keyring: Keyring;

beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'instant', '--finality-delay', '400']);
  await cryptoWaitReady();
  keyring = new Keyring({ type: 'sr25519' });
  api = await ApiPromise.create(connection(chain.ready.rpc));
});
afterAll(async () => {
  await api.disconnect();
  expect(await chain.stop()).toBe(0);
});

const pair = (uri: string): KeyringPair => keyring.addFromUri(uri);
const send = (to: string, rao: bigint) => api.tx['balances']!['transferKeepAlive']!(to, rao);
const freeOf = async (address: string): Promise<bigint> => {
  const account = await api.query['system']!['account']!(address);
  return (account as never as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt();
};

describe('system pallets, through @polkadot/api', () => {
  it('batch: goes on to the first failure and keeps what was done', async () => {
    const [a, b] = [pair('//Batch//1').address, pair('//Batch//2').address];
    const calls = [send(a, TAO), send(b, 10n ** 18n), send(b, TAO)];
    const { events, error } = await sendAndWatch(api.tx['utility']!['batch']!(calls), pair('//Alice'));
    expect(error).toBeUndefined();
    expect(events).toContain('utility.BatchInterrupted');
    expect([await freeOf(a), await freeOf(b)]).toEqual([TAO, 0n]);
  });

  it('batch_all: rolls back all of it when one fails', async () => {
    const [a, b] = [pair('//All//1').address, pair('//All//2').address];
    const calls = [send(a, TAO), send(b, 10n ** 18n)];
    const failed = await sendAndWatch(api.tx['utility']!['batchAll']!(calls), pair('//Alice'));
    expect(failed.error).toBe('{"arithmetic":"Underflow"}');
    expect(failed.events).not.toContain('balances.Endowed');
    expect(await freeOf(a)).toBe(0n);
    const done = await sendAndWatch(
      api.tx['utility']!['batchAll']!([send(a, TAO), send(b, TAO)]),
      pair('//Alice'),
    );
    expect(done.events).toContain('utility.BatchCompleted');
    expect([await freeOf(a), await freeOf(b)]).toEqual([TAO, TAO]);
  });

  it('proxy: a delegate acts for its principal, and only as far as it may', async () => {
    const [alice, bob, target] = [pair('//Alice'), pair('//Bob'), pair('//Proxied').address];
    const asAlice = api.tx['proxy']!['proxy']!(alice.address, null, send(target, TAO));
    expect((await sendAndWatch(asAlice, bob)).error).toBe('proxy.NotProxy');
    await sendAndWatch(api.tx['proxy']!['addProxy']!(bob.address, 'Any', 0), alice);
    const { events } = await sendAndWatch(asAlice, bob);
    expect(events).toContain('proxy.ProxyExecuted');
    expect(await freeOf(target)).toBe(TAO);
    await sendAndWatch(api.tx['proxy']!['removeProxy']!(bob.address, 'Any', 0), alice);
    expect((await sendAndWatch(asAlice, bob)).error).toBe('proxy.NotProxy');
  });

  it('multisig: two of three, by the account that clients derive', async () => {
    const signers = ['//Alice', '//Bob', '//Charlie'].map(pair);
    const addresses = signers.map(({ address }) => address);
    const multi = encodeAddress(createKeyMulti(addresses, 2), 42);
    await sendAndWatch(send(multi, 5n * TAO), signers[0]!);
    const target = pair('//ByMulti').address;
    const call = send(target, TAO);
    const othersOf = (me: string): string[] =>
      sortAddresses(
        addresses.filter((address) => address !== me),
        42,
      );
    const weight = { refTime: 1_000_000_000, proofSize: 10_000 };
    const asMulti = (me: string, timepoint: unknown) =>
      api.tx['multisig']!['asMulti']!(2, othersOf(me), timepoint, call.method.toHex(), weight);
    const first = await sendAndWatch(asMulti(addresses[0]!, null), signers[0]!);
    expect(first.events).toContain('multisig.NewMultisig');
    expect(await freeOf(target)).toBe(0n);
    const stored = await api.query['multisig']!['multisigs']!(multi, call.method.hash);
    const { when } = (stored as never as { unwrap(): { when: unknown } }).unwrap();
    const second = await sendAndWatch(asMulti(addresses[1]!, when), signers[1]!);
    expect(second.events).toContain('multisig.MultisigExecuted');
    expect(await freeOf(target)).toBe(TAO);
  });

  it('mortal transactions live as long as they say', async () => {
    const remark = api.tx['system']!['remark']!('0x01');
    const { statuses } = await sendAndWatch(remark, pair('//Alice'), { era: 8 });
    expect(statuses.at(-1)).toBe('Finalized');
    const genesis = api.genesisHash;
    const options = {
      era: api.createType('ExtrinsicEra', { current: 1, period: 4 }),
      blockHash: genesis,
      nonce: -1,
    };
    await expect(remark.signAndSend(pair('//Alice'), options as never)).rejects.toThrow(
      /1010: Invalid Transaction/,
    );
  });

  it('tips put a transaction first and are paid', async () => {
    const alice = pair('//Alice');
    const before = await freeOf(alice.address);
    const remark = api.tx['system']!['remark']!('0x02');
    const { partialFee } = await remark.paymentInfo(alice, { tip: 77n });
    await sendAndWatch(remark, alice, { tip: 77n });
    const paid = before - (await freeOf(alice.address));
    expect(paid - partialFee.toBigInt()).toBe(77n);
  });
});
