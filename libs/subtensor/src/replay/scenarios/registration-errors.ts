import {
  createSealHash,
  hashMeetsDifficulty,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/checks/proof-of-work.js';
import { MaxAllowedUids } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import * as registration from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import { BlockHash } from '../../runtimes/finney-2024-06/pallets/system/storage.js';
import { ReplayDifference, expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { object, objects, text, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

const SUBNET = 1;
const MISSING = 9;
const BLOCK = 50;
const EASY = 200n;

type Prepare = (fabric: Fabric, burn: bigint, deposit: bigint) => void;

interface Case {
  /** Changes the state that all cases share: one subnet, open both ways, an easy difficulty, burn as recorded. */
  readonly prepare?: Prepare;
  /** The calls; the last one's result counts. Signer label, netuid and what differs from the plain call. */
  readonly calls: (fabric: Fabric) => readonly (readonly [string, ReturnType<typeof call>])[];
}

const burned = (fabric: Fabric, hotkey = 'hot', netuid = SUBNET) =>
  call('burned_register', { netuid, hotkey: fabric.account(hotkey) });

const byBurn =
  (netuid?: number): Case['calls'] =>
  (fabric) => [['rc', burned(fabric, 'hot', netuid)]];

interface WorkOptions {
  readonly netuid?: number;
  readonly age?: number;
  readonly accept?: (seal: Uint8Array, nonce: bigint) => boolean;
  readonly nonceOffset?: bigint;
  readonly signer?: string;
  readonly coldkey?: string;
}

/** A registration by work, mined over the hash of the block `age` before the present one. */
const byWork =
  (options: WorkOptions = {}): Case['calls'] =>
  (fabric) => {
    const block = BLOCK - (options.age ?? 1);
    const hotkey = fabric.account('hot');
    const accept = options.accept ?? ((seal) => hashMeetsDifficulty(seal, EASY));
    const hash = BlockHash.get(fabric.ctx, block);
    let nonce = 0n;
    while (!accept(createSealHash(hash, nonce, hotkey), nonce)) nonce++;
    const register = call('register', {
      netuid: options.netuid ?? SUBNET,
      block_number: BigInt(block),
      nonce: nonce + (options.nonceOffset ?? 0n),
      work: createSealHash(hash, nonce, hotkey),
      hotkey,
      coldkey: fabric.account(options.coldkey ?? 'rc'),
    });
    return [[options.signer ?? 'hot', register]];
  };

const reversed = (seal: Uint8Array): Uint8Array => Uint8Array.from(seal).reverse();
const bigEndian = (seal: Uint8Array): boolean => hashMeetsDifficulty(seal, EASY);
const littleEndian = (seal: Uint8Array): boolean => hashMeetsDifficulty(reversed(seal), EASY);

const CASES: ReadonlyMap<string, Case> = new Map<string, Case>([
  ['burned_register on root', { calls: byBurn(0) }],
  ['burned_register on missing subnet', { calls: byBurn(MISSING) }],
  [
    'registration not allowed',
    {
      prepare: ({ ctx }) => registration.NetworkRegistrationAllowed.put(ctx, SUBNET, false),
      calls: byBurn(),
    },
  ],
  [
    'second in one block, max 1 per block',
    {
      prepare: ({ ctx }) => registration.MaxRegistrationsPerBlock.put(ctx, SUBNET, 1),
      calls: (fabric) => [
        ['rc', burned(fabric)],
        ['rc', burned(fabric, 'hot2')],
      ],
    },
  ],
  ['interval counter = 3*target', { prepare: counter(6), calls: byBurn() }],
  ['interval counter = 3*target-1', { prepare: counter(5), calls: byBurn() }],
  ['already registered', { prepare: (fabric) => void fabric.neuron(SUBNET, 'hot', 'rc'), calls: byBurn() }],
  ['not enough balance', { prepare: poor(-1n), calls: byPoor }],
  [
    'hotkey owned by another coldkey',
    { prepare: (fabric) => void fabric.neuron(0, 'hot', 'another'), calls: byBurn() },
  ],
  ['balance exactly burn (keep alive)', { prepare: poor(0n), calls: byPoor }],
  [
    'balance burn + existential deposit',
    {
      prepare: (fabric, burn, deposit) => void fabric.fund('poor', burn + deposit),
      calls: byPoor,
    },
  ],
  ['max_allowed_uids 0', { prepare: ({ ctx }) => MaxAllowedUids.put(ctx, SUBNET, 0), calls: byBurn() }],
  ['pow ok', { calls: byWork() }],
  ['pow signed by another key', { calls: byWork({ signer: 'rc' }) }],
  ['pow on root', { calls: byWork({ netuid: 0 }) }],
  [
    'pow not allowed',
    {
      prepare: ({ ctx }) => registration.NetworkPowRegistrationAllowed.put(ctx, SUBNET, false),
      calls: byWork(),
    },
  ],
  ['pow future block', { calls: byWork({ age: -1 }) }],
  ['pow block 3 old', { calls: byWork({ age: 3 }) }],
  ['pow block 2 old', { calls: byWork({ age: 2 }) }],
  ['pow below difficulty', { calls: byWork({ accept: (seal) => !bigEndian(seal) }) }],
  ['pow seal for another nonce', { calls: byWork({ nonceOffset: 1n }) }],
  [
    'pow coldkey does not own hotkey',
    { prepare: (fabric) => void fabric.neuron(0, 'hot', 'another'), calls: byWork() },
  ],
  [
    'pow seal meets difficulty read big-endian only',
    { calls: byWork({ accept: (seal) => bigEndian(seal) && !littleEndian(seal) }) },
  ],
  [
    'pow seal meets difficulty read little-endian only',
    { calls: byWork({ accept: (seal) => littleEndian(seal) && !bigEndian(seal) }) },
  ],
]);

function counter(registrations: number): Prepare {
  return ({ ctx }) => {
    registration.TargetRegistrationsPerInterval.put(ctx, SUBNET, 2);
    registration.RegistrationsThisInterval.put(ctx, SUBNET, registrations);
  };
}

function poor(difference: bigint): Prepare {
  return (fabric, burn) => void fabric.fund('poor', burn + difference);
}

function byPoor(fabric: Fabric): ReturnType<Case['calls']> {
  return [['poor', burned(fabric)]];
}

/** `d-registration-errors`: one named case per row; a name that is not known cannot be replayed. */
export const registrationErrors: Scenario = (line, { runtime }) => {
  const burn = uint(line, 'burn');
  const deposit = uint(line, 'existential_deposit');
  for (const row of objects(line, 'rows')) replayRow(new Fabric(runtime), row, burn, deposit);
};

function replayRow(fabric: Fabric, row: JsonObject, burn: bigint, deposit: bigint): void {
  const name = text(row, 'case');
  const known = CASES.get(name);
  if (known === undefined) throw new ReplayDifference('case', [...CASES.keys()].join(', '), name);
  prepare(fabric, burn);
  known.prepare?.(fabric, burn, deposit);
  const labels = ['rc', 'poor', 'hot'];
  const before = labels.map((label) => fabric.balance(label));
  const calls = known.calls(fabric).map(([label, each]) => [fabric.account(label), each] as const);
  expectEqual(name, row['result'], fabric.chain.block(BLOCK, calls).at(-1));
  const changes = labels
    .map((label, i) => [label, String(fabric.balance(label) - (before[i] ?? 0n))] as const)
    .filter(([, change]) => change !== '0');
  expectEqual(`${name} balances_changed`, object(row, 'balances_changed'), Object.fromEntries(changes));
}

function prepare(fabric: Fabric, burn: bigint): void {
  const { ctx } = fabric;
  fabric.fund('rc');
  fabric.network(SUBNET);
  registration.NetworkPowRegistrationAllowed.put(ctx, SUBNET, true);
  registration.Difficulty.put(ctx, SUBNET, EASY);
  registration.Burn.put(ctx, SUBNET, burn);
  for (let age = 2; age <= 3; age++) BlockHash.put(ctx, BLOCK - age, String(age).padStart(64, '0'));
}
