/**
 * A real node is paid for: two subnets, three validators and five miners, all through an unmodified client; then every
 * balance and stake of every block equals what yuma-core alone makes of the state that the client read before it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiPromise, Keyring } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { snapshotCodec, snapshotDigest } from '@yumanet/subtensor';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { readEconomy, type Economy } from '../support/economy.js';
import { movedPart, nextBlock } from '../support/next-block.js';

const TAO = 1_000_000_000n;
const SUBNETS = [1, 2];
/** Tempo of the demo network's subnets and of its root. */
const TEMPO = 20;
const ROOT_WEIGHTS = [
  [30, 70],
  [100, 0],
  [5, 60],
];
/** By subnet and validator: on subnet 1 the miners are uids 3 to 5, on subnet 2 uids 3 and 4. */
const WEIGHTS = [
  [
    [10, 20, 30],
    [0, 50, 1],
    [7, 7, 0],
  ],
  [
    [1, 2],
    [100, 3],
    [60, 60],
  ],
];

const FLAGS = ['--network', 'demo', '--sealing', 'manual', '--time', 'simulated'];
const folder = mkdtempSync(join(tmpdir(), 'yumanet-paid-'));

let chain: ChainProcess;
let api: ApiPromise;
let keyring: Keyring;

beforeAll(async () => {
  chain = await ChainProcess.start([...FLAGS, '--data-dir', folder]);
  await cryptoWaitReady();
  keyring = new Keyring({ type: 'sr25519' });
  api = await ApiPromise.create(connection(chain.ready.rpc));
});
afterAll(async () => {
  await api.disconnect();
  expect(await chain.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

const pair = (uri: string): KeyringPair => keyring.addFromUri(uri);
const call = (name: string, ...args: unknown[]) => api.tx['subtensorModule']![name]!(...args);

const [SUDO, OWNERS, COLDKEYS, MINER_COLDKEY] = [
  '//Alice',
  ['//Alice', '//Bob'],
  ['//Charlie', '//Dave', '//Eve'],
  '//Ferdie',
];
const VALIDATORS = COLDKEYS.map((coldkey) => `${coldkey}//validator`);
const MINERS = [1, 2, 3, 4, 5].map((k) => `${MINER_COLDKEY}//miner//${k}`);

type Sent = readonly [uri: string, tx: SubmittableExtrinsic<'promise'>];

async function seal(): Promise<string> {
  return (await api.rpc.engine.createBlock(true, true)).blockHash.toHex();
}

/** Sends all of them into one block, and expects every one of them to succeed there. */
async function succeed(...sent: readonly Sent[]): Promise<void> {
  for (const [uri, tx] of sent) {
    const nonce = await api.rpc.system.accountNextIndex(pair(uri).address);
    await (await tx.signAsync(pair(uri), { nonce })).send();
  }
  const at = await api.at(await seal());
  const events = (await at.query['system']!['events']!()) as never as {
    event: { section: string; method: string; data: { isOk?: boolean; toHuman(): unknown }[] };
  }[];
  const ended = events.filter(({ event }) => event.method === 'ExtrinsicSuccess');
  const failed = events.filter(({ event }) => event.method === 'ExtrinsicFailed');
  const undone = events.filter(({ event }) => event.method === 'Sudid' && event.data[0]!.isOk !== true);
  expect([failed, undone].map((list) => list.map(({ event }) => event.data[0]!.toHuman()))).toEqual([[], []]);
  // The timestamp is an extrinsic, too.
  expect(ended.length).toBe(sent.length + 1);
}

/** A network takes one registration a block. */
async function register(): Promise<void> {
  await succeed(...OWNERS.map((owner) => [owner, call('registerNetwork')] as const));
  for (const [i, hotkey] of VALIDATORS.entries()) {
    const on = SUBNETS.map((netuid) => call('burnedRegister', netuid, pair(hotkey).address));
    const calls = [...on, call('rootRegister', pair(hotkey).address)];
    await succeed(...calls.map((tx) => [COLDKEYS[i]!, tx] as const));
  }
  for (const [i, hotkey] of MINERS.entries())
    await succeed([MINER_COLDKEY, call('burnedRegister', i < 3 ? 1 : 2, pair(hotkey).address)]);
}

async function stakeAndRootWeights(): Promise<void> {
  const unlimited = [0, ...SUBNETS].map((netuid) =>
    api.tx['sudo']!['sudo']!(api.tx['adminUtils']!['sudoSetWeightsSetRateLimit']!(netuid, 0)),
  );
  await succeed(...unlimited.map((tx) => [SUDO, tx] as const));
  await succeed(
    ...COLDKEYS.map((coldkey, i) => {
      const rao = BigInt(1000 * (i + 1)) * TAO + 7n;
      return [coldkey, call('addStake', pair(VALIDATORS[i]!).address, rao)] as const;
    }),
    // A nominator: a subnet's owner stakes to the first validator.
    [OWNERS[1]!, call('addStake', pair(VALIDATORS[0]!).address, 333n * TAO + 1n)],
  );
  await succeed(
    ...COLDKEYS.map((coldkey, i) => {
      const hotkey = pair(VALIDATORS[i]!).address;
      return [coldkey, call('setRootWeights', 0, hotkey, SUBNETS, ROOT_WEIGHTS[i], 0)] as const;
    }),
  );
}

/** Hotkeys have no balance: setting weights is free. */
const setWeights = (): Promise<void> =>
  succeed(
    ...SUBNETS.flatMap((netuid) =>
      VALIDATORS.map((hotkey, i) => {
        const dests = netuid === 1 ? [3, 4, 5] : [3, 4];
        return [hotkey, call('setWeights', netuid, dests, WEIGHTS[netuid - 1]![i], 0)] as const;
      }),
    ),
  );

const head = async (): Promise<Economy> => readEconomy(api, (await api.rpc.chain.getFinalizedHead()).toHex());

/** Makes an empty block and compares it with what was to be expected. @returns netuids whose epoch it ran. */
async function compareBlock(): Promise<readonly number[]> {
  const { epochs, ...expected } = nextBlock(await head());
  await seal();
  expect(movedPart(await head())).toEqual(expected);
  return epochs;
}

const stakeOf = ({ stakes }: Economy, uri: string): bigint =>
  [...stakes.get(pair(uri).address)!.values()].reduce((sum, rao) => sum + rao, 0n);

it('@polkadot/api 16.5.6 sees two subnets paid as yuma-core says, to the rao', async () => {
  await register();
  await stakeAndRootWeights();
  // The first epochs hand out permits; weights may be set after them.
  const ran: number[] = [];
  while (!SUBNETS.every((netuid) => ran.includes(netuid))) ran.push(...(await compareBlock()));
  await setWeights();
  const before = await head();
  ran.length = 0;
  // Two tempos after the weights, and the block that pays the last epoch.
  for (let i = 0; i < 2 * (TEMPO + 1) + 1; i++) ran.push(...(await compareBlock()));
  expect(ran.filter((netuid) => netuid === 1).length).toBe(2);
  expect(ran.filter((netuid) => netuid === 2).length).toBe(2);
  const after = await head();
  for (const uri of [...VALIDATORS, ...MINERS])
    expect(stakeOf(after, uri), uri).toBeGreaterThan(stakeOf(before, uri));
  for (const uri of OWNERS)
    expect(after.balances.get(pair(uri).address)!, uri).toBeGreaterThan(
      before.balances.get(pair(uri).address)!,
    );
});

it('hands out the input of every epoch by gRPC, the same after a restart, and issuance adds up', async () => {
  const client = () => createGrpcClient(ChainServiceService, { address: chain.ready.grpc });
  const deadline = { deadlineMs: 10_000 };
  const blockOf = async (number: number) =>
    (await client().getBlock({ block: { ref: { $case: 'number', number: BigInt(number) } } }, deadline))
      .block!;
  const last = Number(
    (await api.rpc.chain.getFinalizedHead().then((hash) => api.rpc.chain.getHeader(hash))).number,
  );
  const found: { block: number; netuid: number; digest: string }[] = [];
  for (let block = last - TEMPO; block <= last; block++) {
    for (const { netuid, snapshotDigest } of (await blockOf(block)).epochs)
      found.push({ block, netuid, digest: snapshotDigest.toString('hex') });
  }
  expect(found.map(({ netuid }) => netuid).sort()).toEqual(SUBNETS);
  const snapshots = () =>
    Promise.all(
      found.map(async ({ block, netuid }) => {
        const ref = { ref: { $case: 'number', number: BigInt(block) } } as const;
        return (await client().getEpochSnapshot({ block: ref, netuid }, deadline)).snapshot;
      }),
    );
  const before = await snapshots();
  expect(before.map((bytes) => snapshotDigest(bytes))).toEqual(found.map(({ digest }) => digest));
  expect(before.map((bytes) => snapshotCodec().decode(bytes).block)).toEqual(found.map(({ block }) => block));
  const none = client().getEpochSnapshot(
    { block: { ref: { $case: 'number', number: 1n } }, netuid: 9 },
    deadline,
  );
  await expect(none).rejects.toMatchObject({ code: 'EPOCH_UNKNOWN', status: 'NOT_FOUND' });
  expect(chain.log()).not.toContain('ISSUANCE_BROKEN');

  expect(await chain.stop()).toBe(0);
  chain = await ChainProcess.start([...FLAGS, '--data-dir', folder]);
  // Nothing is in memory now: the blocks' steps are executed again.
  expect(await snapshots()).toEqual(before);
});
