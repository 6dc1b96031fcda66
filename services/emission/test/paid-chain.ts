import type { AccountId, FrameRuntime, OuterCall } from '@yumanet/frame';
import { ARTICLES_PARAMETERS, createFinney202406, type EpochObserver } from '@yumanet/subtensor';
import { TestChain, account, call } from '@yumanet/subtensor/testing';
import type { YumaEngine } from '@yumanet/yuma-core';

const TAO = 1_000_000_000n;
const SUDO = account(0xa1);

export const subtensor = (name: string, args: object = {}): OuterCall => call('SubtensorModule', name, args);
const admin = (name: string, args: object): OuterCall =>
  call('Sudo', 'sudo', { call: call('AdminUtils', `sudo_set_${name}`, args) });

/** 32 bytes that say whose they are: `key('miner', 3, 17)`. */
export const key = (role: 'owner' | 'validator' | 'miner' | 'coldkey', netuid: number, k = 0): AccountId =>
  `${{ owner: '0a', validator: '0b', miner: '0c', coldkey: '0d' }[role]}${netuid.toString(16).padStart(4, '0')}${k
    .toString(16)
    .padStart(4, '0')}`.padEnd(64, '5');

export interface PaidChainOptions {
  readonly subnets: number;
  /** On each subnet; validators are the same hotkeys everywhere. */
  readonly validators: number;
  readonly miners: number;
  readonly tempo: number;
  readonly yuma?: YumaEngine;
  readonly onEpoch?: EpochObserver;
  /** Whatever the chain should run instead of the honest runtime. */
  readonly wrap?: (runtime: FrameRuntime) => FrameRuntime;
}

/** A chain in memory whose subnets are all paid: owners, validators with nominators and root weights, miners, weights. */
export function paidChain(options: PaidChainOptions): TestChain {
  const { subnets, validators, miners, tempo, yuma, onEpoch, wrap = (runtime) => runtime } = options;
  const honest = createFinney202406({
    parameters: {
      ...ARTICLES_PARAMETERS,
      initial: {
        ...ARTICLES_PARAMETERS.initial,
        NetworkRateLimit: 0n,
        SubnetLimit: subnets + 4,
        NetworkLockReductionInterval: 1n,
        TargetStakesPerInterval: 1_000n,
        TxRateLimit: 0n,
      },
    },
    ...(yuma ? { yuma } : {}),
    ...(onEpoch ? { onEpoch } : {}),
  });
  const netuids = Array.from({ length: subnets }, (_, k) => k + 1);
  const [coldkeys, hotkeys] = (['coldkey', 'validator'] as const).map((role) =>
    Array.from({ length: validators }, (_, k) => key(role, 0, k)),
  ) as [AccountId[], AccountId[]];
  const owners = netuids.map((netuid) => key('owner', netuid));
  const rich = [SUDO, ...coldkeys, ...owners].map((who) => [who, String(100_000n * TAO)]);
  const chain = new TestChain(wrap(honest), { balances: { balances: rich }, sudo: { key: SUDO } });
  // The root of the state is the node's to keep; hashing all of it would drown the rest.
  chain.storage.root = () => new Uint8Array(32);
  for (const owner of owners) {
    sendAll(chain, [[owner, subtensor('register_network')]]);
    // The price of the next one falls back.
    chain.block();
  }
  const onEach = (names: Readonly<Record<string, number | bigint>>) =>
    [0, ...netuids].flatMap((netuid) =>
      Object.entries(names).map(([name, value]) => [SUDO, admin(name, { netuid, [name]: value })] as const),
    );
  sendAll(chain, onEach({ tempo, weights_set_rate_limit: 0n }));
  sendAll(chain, onEach({ target_registrations_per_interval: 1_000, max_registrations_per_block: 1_000 }));
  for (const netuid of netuids) {
    const join = (hotkey: AccountId) => subtensor('burned_register', { netuid, hotkey });
    sendAll(
      chain,
      hotkeys.map((hotkey, k) => [coldkeys[k]!, join(hotkey)] as const),
    );
    sendAll(
      chain,
      Array.from(
        { length: miners },
        (_, k) => [key('owner', netuid), join(key('miner', netuid, k))] as const,
      ),
    );
  }
  sendAll(
    chain,
    hotkeys.map((hotkey, k) => [coldkeys[k]!, subtensor('root_register', { hotkey })] as const),
  );
  const stake = (hotkey: AccountId, tao: bigint) =>
    subtensor('add_stake', { hotkey, amount_staked: tao * TAO + 7n });
  sendAll(
    chain,
    hotkeys.map((hotkey, k) => [coldkeys[k]!, stake(hotkey, BigInt(1_000 * (k + 1)))] as const),
  );
  // Every owner nominates a validator.
  sendAll(
    chain,
    owners.map((owner, k) => [owner, stake(hotkeys[k % validators]!, BigInt(10 + k))] as const),
  );
  const rootWeights = hotkeys.map((hotkey, k) =>
    subtensor('set_root_weights', {
      netuid: 0,
      hotkey,
      dests: netuids,
      weights: netuids.map((netuid) => 1 + ((netuid * 7 + k * 3) % 50)),
      version_key: 0n,
    }),
  );
  sendAll(
    chain,
    rootWeights.map((set, k) => [coldkeys[k]!, set] as const),
  );
  for (let k = 0; k <= tempo; k++) chain.block();
  for (const netuid of netuids)
    sendAll(
      chain,
      hotkeys.map((hotkey, k) => [hotkey, weightsOf(netuid, validators, miners, k)] as const),
    );
  return chain;
}

const weightsOf = (netuid: number, validators: number, miners: number, k: number): OuterCall =>
  subtensor('set_weights', {
    netuid,
    dests: Array.from({ length: miners }, (_, m) => validators + m),
    weights: Array.from({ length: miners }, (_, m) => 1 + ((m * 11 + k + netuid) % 100)),
    version_key: 0n,
  });

/** One block; every call must succeed. */
export function sendAll(chain: TestChain, calls: readonly (readonly [AccountId, OuterCall])[]): void {
  const nonces = new Map<AccountId, number>();
  const extrinsics = calls.map(([who, each]) => {
    const first = nonces.get(who) ?? nonceOf(chain, who);
    nonces.set(who, first + 1);
    return chain.signed(who, each, { nonce: first });
  });
  for (const result of chain.block(...extrinsics).results)
    if (!result.ok || !result.value.ok) throw new Error(`call failed: ${JSON.stringify(result)}`);
}

function nonceOf(chain: TestChain, who: AccountId): number {
  const bytes = chain.call('AccountNonceApi_account_nonce', Uint8Array.from(Buffer.from(who, 'hex')));
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}
