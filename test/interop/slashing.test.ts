/** The optional pallet through public RPC: a network whose chain spec switches it on, real signatures, @polkadot/api. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiPromise, Keyring } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { presetSpec } from '@yumanet/chain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { inBlock } from '../support/in-block.js';
import { sendAndWatch } from '../support/send-and-watch.js';

const TAO = 1_000_000_000n;
const COOLDOWN = 6;
const ABSENCE = 12;
const folder = tempFolder();
let chain: ChainProcess;
let api: ApiPromise;
let alice: KeyringPair;
let bob: KeyringPair;
let hot: KeyringPair;

const tx = (pallet: string, call: string, ...args: unknown[]) => api.tx[pallet]![call]!(...args);
const makeBlocks = (count: number) => rpc(chain.ready.http, 'dev_newBlock', { count });
const number = async (pallet: string, item: string, ...keys: unknown[]): Promise<bigint> =>
  BigInt((await api.query[pallet]![item]!(...keys)).toString());
const staked = () => number('subtensorModule', 'stake', hot.address, alice.address);
const reservedOf = async (address: string): Promise<bigint> => {
  const { data } = (await api.query['system']!['account']!(address)) as never as {
    data: { reserved: { toBigInt(): bigint } };
  };
  return data.reserved.toBigInt();
};

/** `hot`'s commit of weights, signed and not sent: the extrinsic without its length. */
async function signedCommit(digit: string, nonce: number): Promise<Uint8Array> {
  const block = await api.rpc.chain.getHeader();
  const commit = tx('subtensorModule', 'commitWeights', 1, `0x${digit.repeat(64)}`);
  const era = api.createType('ExtrinsicEra', { current: block.number.toNumber(), period: 64 });
  return (await commit.signAsync(hot, { nonce, era, blockHash: block.hash })).toU8a(true);
}

beforeAll(async () => {
  const spec = presetSpec('local');
  const file = join(folder.path, 'spec.json');
  const parameters = {
    ...spec.parameters,
    newNetwork: { ...spec.parameters?.newNetwork, tempo: 2 },
    initial: { ...spec.parameters?.initial, TargetStakesPerInterval: 100 },
    slashing: { UnstakeCooldown: COOLDOWN, AbsenceBlocks: ABSENCE },
  };
  writeFileSync(file, JSON.stringify({ ...spec, parameters }));
  chain = await ChainProcess.start(['--chain-spec', file, '--sealing', 'instant']);
  await cryptoWaitReady();
  const keyring = new Keyring({ type: 'sr25519' });
  [alice, bob, hot] = ['//Alice', '//Bob', '//Alice//validator'].map((uri) => keyring.addFromUri(uri)) as [
    KeyringPair,
    KeyringPair,
    KeyringPair,
  ];
  api = await ApiPromise.create(connection(chain.ready.rpc));
  for (const each of [
    tx('subtensorModule', 'registerNetwork'),
    tx('subtensorModule', 'burnedRegister', 1, hot.address),
    tx('subtensorModule', 'addStake', hot.address, 100n * TAO),
  ])
    expect(await inBlock(each, alice)).toBe('ok');
});
afterAll(async () => {
  await api.disconnect();
  folder.remove();
  expect(await chain.stop()).toBe(0);
});

describe('slashing and the unstake cooldown, through public RPC', () => {
  it('what is unstaked is held, and free when the cooldown is over', async () => {
    const unstake = tx('subtensorModule', 'removeStake', hot.address, 10n * TAO);
    const { events } = await sendAndWatch(unstake, alice);
    expect(events).toContain('slashing.Unbonding');
    expect(await reservedOf(alice.address)).toBe(10n * TAO);
    const withdraw = tx('slashing', 'withdrawUnstaked', hot.address);
    expect(await inBlock(withdraw, alice)).toBe('slashing.NothingToWithdraw');
    await makeBlocks(COOLDOWN);
    expect(await inBlock(withdraw, alice)).toBe('ok');
    expect(await reservedOf(alice.address)).toBe(0n);
  });

  it('a validator that stays away is slashed by anybody’s report, once', async () => {
    const report = tx('slashing', 'reportAbsence', 1, 0);
    // The epoch gave the permit; the hotkey weighs itself, then never again.
    const weigh = tx('subtensorModule', 'setWeights', 1, [0], [1], 0);
    expect(await inBlock(tx('balances', 'transferKeepAlive', hot.address, TAO), bob)).toBe('ok');
    expect(await inBlock(tx('adminUtils', 'sudoSetWeightsSetRateLimit', 1, 0), alice)).toBe('ok');
    expect(await inBlock(weigh, hot)).toBe('ok');
    expect(await inBlock(report, bob)).toBe('slashing.NotAbsent');
    await makeBlocks(ABSENCE);
    const [before, issued] = [await staked(), await number('subtensorModule', 'totalIssuance')];
    expect(await inBlock(report, bob)).toBe('ok');
    // The block pays nothing: root has no validators, so what is gone from stake is gone from issuance.
    expect(before - (await staked())).toBe((before * 655n) / 65_535n);
    expect(issued - (await number('subtensorModule', 'totalIssuance'))).toBe((before * 655n) / 65_535n);
    expect(await inBlock(report, bob)).toBe('slashing.AlreadySlashed');
  });

  it('two commits of one interval are proof, if the hotkey signed both', async () => {
    expect(await inBlock(tx('adminUtils', 'sudoSetCommitRevealWeightsEnabled', 1, true), alice)).toBe('ok');
    const nonce = (await api.rpc.system.accountNextIndex(hot.address)).toNumber();
    const [first, second] = [await signedCommit('1', nonce), await signedCommit('2', nonce)];
    const report = (a: Uint8Array, b: Uint8Array) =>
      tx(
        'slashing',
        'reportDoubleCommit',
        `0x${Buffer.from(a).toString('hex')}`,
        `0x${Buffer.from(b).toString('hex')}`,
      );
    const forged = Uint8Array.from(second);
    forged[60]! ^= 1; // within the signature
    expect(await inBlock(report(first, forged), bob)).toBe('slashing.NotSigned');
    expect(await inBlock(report(first, first), bob)).toBe('slashing.NoDoubleCommit');
    const before = await staked();
    const { events, error } = await sendAndWatch(report(first, second), bob);
    expect(error).toBeUndefined();
    expect(events).toContain('slashing.Slashed');
    expect(before - (await staked())).toBe((before * 6_553n) / 65_535n);
    expect(await inBlock(report(first, second), bob)).toBe('slashing.AlreadySlashed');
  });
});
