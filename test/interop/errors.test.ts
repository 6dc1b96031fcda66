/**
 * Every named error of SubtensorModule, each by the smallest extrinsic that triggers it, through public JSON-RPC. What
 * no extrinsic can trigger is listed with the reason.
 */
import { ApiPromise, Keyring } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { inBlock } from '../support/in-block.js';

type Tx = SubmittableExtrinsic<'promise'>;

/** No path of the runtime's source (pallets/subtensor of commit 62e3fda82) raises these. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  InvalidModality: 'networks have had one modality since register_network takes no argument',
  InvalidTempo: 'sudo_set_tempo takes any u16',
  MaxAllowedUidsExceeded: 'AdminUtils refuses with its own MaxAllowedUIDsNotAllowed',
  SenateMember: 'senators may leave root: nothing asks any more',
  IncorrectNetuidsLength: 'the call that took a list of netuids is gone',
};

const TAO = 1_000_000_000n;
const ZEROS = new Uint8Array(32);
const IP = '1541605889';

let chain: ChainProcess;
let api: ApiPromise;
let keyring: Keyring;

const pair = (uri: string): KeyringPair => keyring.addFromUri(uri);
const of = (uri: string): string => pair(uri).address;
const call = (name: string, ...args: unknown[]): Tx => api.tx['subtensorModule']![name]!(...args);
const set = (name: string, ...args: unknown[]): Tx => api.tx['adminUtils']![`sudoSet${name}`]!(...args);
const pay = (uri: string, rao: bigint): Tx => api.tx['balances']!['transferAllowDeath']!(of(uri), rao);
const all = (...calls: Tx[]): Tx => api.tx['utility']!['batchAll']!(calls);
const send = (uri: string, tx: Tx): Promise<string> => inBlock(tx, pair(uri));
const sudo = (...calls: Tx[]): Promise<string> => send('//Alice', api.tx['sudo']!['sudo']!(all(...calls)));

const axon = (changed: { ip?: string | number; port?: number; ipType?: number } = {}): Tx =>
  call('serveAxon', 1, 1, changed.ip ?? IP, changed.port ?? 8091, changed.ipType ?? 4, 4, 0, 0);
const weigh = (netuid: number, dests: number[], values = dests.map(() => 1), version = 0): Tx =>
  call('setWeights', netuid, dests, values, version);
const weighRoot = (dests: number[], values = dests.map(() => 1), netuid = 0): Tx =>
  call('setRootWeights', netuid, of('//Root'), dests, values, 0);
const work = (block: number, seal: Uint8Array): Tx =>
  call('register', 1, block, 0, `0x${Buffer.from(seal).toString('hex')}`, of('//New'), of('//Alice'));

/**
 * Alice owns subnets 1 and 2 (2 hides its weights), the neurons //Hot, //Hot2 and //Hot3 of subnet 1, and //Root of root.
 * Hotkeys have a balance: an account without one sends nothing.
 */
beforeAll(async () => {
  chain = await ChainProcess.start(['--sealing', 'instant']);
  await cryptoWaitReady();
  keyring = new Keyring({ type: 'sr25519' });
  api = await ApiPromise.create(connection(chain.ready.rpc));
  const alices = [
    ...['//Hot', '//Hot2', '//Hot3', '//New'].map((uri) => pay(uri, TAO)),
    pay('//Dust', 500n),
    pay('//Pauper', TAO + TAO / 2n),
    call('registerNetwork'),
    call('registerNetwork'),
    call('rootRegister', of('//Root')),
  ];
  expect(await send('//Alice', all(...alices))).toBe('ok');
  const settings = [
    ...[1, 2].flatMap((netuid) => [
      set('TargetRegistrationsPerInterval', netuid, 100),
      set('MaxRegistrationsPerBlock', netuid, 10),
      set('WeightsSetRateLimit', netuid, 0),
    ]),
    set('WeightsSetRateLimit', 0, 0),
    set('TargetRegistrationsPerInterval', 0, 100),
    set('NetworkPowRegistrationAllowed', 1, true),
    set('CommitRevealWeightsEnabled', 2, true),
  ];
  expect(await sudo(...settings)).toBe('ok');
  const hotkeys = ['//Hot', '//Hot2', '//Hot3'].map((uri) => call('burnedRegister', 1, of(uri)));
  expect(await send('//Alice', all(...hotkeys))).toBe('ok');
  expect(await send('//Pauper', call('burnedRegister', 1, of('//PauperHot')))).toBe('ok');
});

afterAll(async () => {
  await api.disconnect();
  expect(await chain.stop()).toBe(0);
});

interface Case {
  readonly by: string;
  readonly tx: () => Tx;
  /** What must have happened: calls of root, or of somebody. */
  readonly first?: () => Promise<string>;
  readonly undo?: () => Promise<string>;
}

const CASES: Readonly<Record<string, Case>> = {
  NetworkDoesNotExist: { by: '//Alice', tx: () => call('burnedRegister', 99, of('//New')) },
  InvalidIpType: { by: '//Hot', tx: () => axon({ ipType: 5 }) },
  InvalidIpAddress: { by: '//Hot', tx: () => axon({ ip: 0 }) },
  InvalidPort: { by: '//Hot', tx: () => axon({ port: 0 }) },
  ServingRateLimitExceeded: { by: '//Hot', first: () => send('//Hot', axon()), tx: () => axon() },
  NotRegistered: { by: '//Bob', tx: () => axon() },
  NonAssociatedColdKey: { by: '//Bob', tx: () => call('becomeDelegate', of('//Hot')) },
  AlreadyDelegate: { by: '//Alice', tx: () => call('becomeDelegate', of('//Root')) },
  InvalidTake: { by: '//Alice', tx: () => call('increaseTake', of('//Root'), 65_535) },

  NotEnoughBalanceToStake: { by: '//Alice', tx: () => call('addStake', of('//Hot'), 2n ** 63n) },
  // 500 rao are the existential deposit: they could be taken, but must stay.
  BalanceWithdrawalError: { by: '//Dust', tx: () => call('addStake', of('//Root'), 1) },
  NomStakeBelowMinimumThreshold: {
    by: '//Bob',
    first: () => sudo(set('NominatorMinRequiredStake', TAO)),
    tx: () => call('addStake', of('//Root'), 1),
    undo: () => sudo(set('NominatorMinRequiredStake', 0)),
  },
  NotEnoughStaketoWithdraw: { by: '//Alice', tx: () => call('removeStake', of('//Hot'), 1) },
  StakeRateLimitExceeded: {
    by: '//Alice',
    first: () => send('//Alice', call('addStake', of('//Hot'), TAO)),
    tx: () => call('addStake', of('//Hot'), TAO),
  },
  UnstakeRateLimitExceeded: { by: '//Alice', tx: () => call('removeStake', of('//Hot'), TAO) },
  TxRateLimitExceeded: { by: '//Alice', tx: () => call('becomeDelegate', of('//Hot')) },
  NotEnoughBalance: { by: '//Pauper', tx: () => call('swapHotkey', of('//PauperHot'), of('//New')) },

  OperationNotPermittedOnRootSubnet: { by: '//Alice', tx: () => call('burnedRegister', 0, of('//New')) },
  AlreadyRegistered: { by: '//Alice', tx: () => call('burnedRegister', 1, of('//Hot')) },
  TooManyRegistrationsThisBlock: {
    by: '//Alice',
    first: () => sudo(set('MaxRegistrationsPerBlock', 1, 0)),
    tx: () => call('burnedRegister', 1, of('//New')),
    undo: () => sudo(set('MaxRegistrationsPerBlock', 1, 10)),
  },
  // The pool refuses at the target already; in a batch it does not look, and the call takes three times the target.
  TooManyRegistrationsThisInterval: {
    by: '//Alice',
    first: () => sudo(set('TargetRegistrationsPerInterval', 1, 1)),
    tx: () => all(call('burnedRegister', 1, of('//New'))),
    undo: () => sudo(set('TargetRegistrationsPerInterval', 1, 100)),
  },
  RegistrationDisabled: {
    by: '//Alice',
    first: () => sudo(set('NetworkRegistrationAllowed', 1, false)),
    tx: () => call('burnedRegister', 1, of('//New')),
    undo: () => sudo(set('NetworkRegistrationAllowed', 1, true)),
  },
  // No setter gives a network 0 uids.
  NoNeuronIdAvailable: {
    by: '//Alice',
    first: () => {
      const key = api.query['subtensorModule']!['maxAllowedUids']!.key(2);
      return sudo(api.tx['system']!['setStorage']!([[key, '0x0000']]));
    },
    tx: () => call('burnedRegister', 2, of('//New')),
  },
  HotkeyOriginMismatch: { by: '//Alice', tx: () => work(0, ZEROS) },
  InvalidWorkBlock: { by: '//New', tx: () => work(1_000_000, ZEROS) },
  InvalidDifficulty: {
    by: '//New',
    tx: () =>
      work(
        chainHead,
        ZEROS.map(() => 255),
      ),
    first: noteHead,
  },
  // Zeros meet every difficulty.
  InvalidSeal: { by: '//New', tx: () => work(chainHead, ZEROS), first: noteHead },
  FaucetDisabled: { by: '//Alice', tx: () => call('faucet', 0, 0, '0x') },
  NotSubnetOwner: { by: '//Bob', tx: () => call('dissolveNetwork', 1) },
  AllNetworksInImmunity: {
    by: '//Alice',
    first: () => sudo(set('SubnetLimit', 1)),
    tx: () => call('registerNetwork'),
    undo: () => sudo(set('SubnetLimit', 32)),
  },
  StakeTooLowForRoot: {
    by: '//Bob',
    first: async () => {
      expect(await sudo(set('MaxAllowedUids', 0, 2))).toBe('ok');
      return send('//Bob', call('rootRegister', of('//BobHot')));
    },
    tx: () => call('rootRegister', of('//BobHot2')),
  },
  NotSenateMember: { by: '//Alice', tx: () => call('vote', of('//Hot'), ZEROS, 0, true) },

  IsRoot: { by: '//Hot', tx: () => weigh(0, [1]) },
  WeightVecNotEqualSize: { by: '//Hot', tx: () => weigh(1, [0], []) },
  TooManyUids: { by: '//Hot', tx: () => weigh(1, [0, 1, 2, 3, 4]) },
  // The pool refuses this one; in a batch it does not look.
  NotEnoughStakeToSetWeights: {
    by: '//Hot',
    first: () => sudo(set('WeightsMinStake', 1000n * TAO)),
    tx: () => all(weigh(1, [0])),
    undo: () => sudo(set('WeightsMinStake', 0)),
  },
  IncorrectNetworkVersionKey: {
    by: '//Hot',
    first: () => sudo(set('WeightsVersionKey', 1, 5)),
    tx: () => weigh(1, [0]),
    undo: () => sudo(set('WeightsVersionKey', 1, 0)),
  },
  SettingWeightsTooFast: {
    by: '//Hot',
    first: () => sudo(set('WeightsSetRateLimit', 1, 10_000)),
    tx: () => weigh(1, [0]),
    undo: () => sudo(set('WeightsSetRateLimit', 1, 0)),
  },
  NoValidatorPermit: { by: '//Hot', tx: () => weigh(1, [0, 1]) },
  NotRootSubnet: { by: '//Alice', tx: () => weighRoot([1], [1], 1) },
  InvalidUid: { by: '//Alice', tx: () => weighRoot([99]) },
  DuplicateUids: { by: '//Alice', tx: () => weighRoot([1, 1]) },
  NotSettingEnoughWeights: {
    by: '//Alice',
    first: () => sudo(set('MinAllowedWeights', 0, 1)),
    tx: () => weighRoot([]),
  },
  MaxWeightExceeded: {
    by: '//Alice',
    first: () => sudo(set('MaxWeightLimit', 0, 1000)),
    tx: () => weighRoot([1]),
  },
  CommitRevealEnabled: { by: '//Hot', tx: () => weigh(2, [0]) },
  CommitRevealDisabled: { by: '//Hot', tx: () => call('commitWeights', 1, ZEROS) },
  NoCommitFound: { by: '//Hot', tx: () => call('revealWeights', 2, [], [], 0) },
  CommitNotAllowed: {
    by: '//Hot',
    first: () => send('//Hot', call('commitWeights', 2, ZEROS)),
    tx: () => call('commitWeights', 2, ZEROS),
  },
  InvalidRevealTempo: { by: '//Hot', tx: () => call('revealWeights', 2, [], [], 0) },
  InvalidReveal: {
    by: '//Hot',
    first: () => sudo(set('CommitRevealWeightsInterval', 2, 0)),
    tx: () => call('revealWeights', 2, [], [], 0),
  },
};

let chainHead = 0;

async function noteHead(): Promise<string> {
  chainHead = (await api.rpc.chain.getHeader()).number.toNumber();
  return 'ok';
}

describe('errors of SubtensorModule', () => {
  it('each has a case or a reason', () => {
    const names = Object.keys(api.errors['subtensorModule']!);
    expect([...Object.keys(CASES), ...Object.keys(UNREACHABLE)].sort()).toEqual(names.sort());
    expect(names).toHaveLength(55);
  });

  it.each(Object.entries(CASES))('%s', async (name, { by, tx, first, undo }) => {
    if (first !== undefined) expect(await first()).toBe('ok');
    try {
      expect(await send(by, tx())).toBe(`subtensorModule.${name}`);
    } finally {
      if (undo !== undefined) expect(await undo()).toBe('ok');
    }
  });
});
