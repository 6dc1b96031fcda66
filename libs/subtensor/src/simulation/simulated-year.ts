/**
 * A network over a long time: subnets that pay every tempo, validators that weigh, neurons and subnets that are
 * replaced, stake that moves, a halving. Everything people do happens in one block per tempo, the boundary; the blocks
 * between are idle and are skipped, or made one by one: the states are the same.
 */
import { ROOT_NETUID, createYuma } from '@yumanet/yuma-core';
import type { AccountId, FrameRuntime } from '@yumanet/frame';
import { ReplayChain } from '../replay/chain.js';
import { skipIdleBlocks } from '../runtimes/finney-2024-06/idle-blocks.js';
import { accountForIssuance } from '../runtimes/finney-2024-06/invariant/issuance.js';
import { recount } from '../runtimes/finney-2024-06/invariant/recount.js';
import { ARTICLES_PARAMETERS } from '../runtimes/finney-2024-06/parameters/articles.js';
import { allNetuids } from '../runtimes/finney-2024-06/pallets/subtensor-module/checks/networks.js';
import {
  SubnetOwner,
  SubnetworkN,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Uids } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { BlockEmission, Stake } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { createFinney202406 } from '../runtimes/finney-2024-06/runtime.js';
import {
  SUDO,
  TAO,
  minerOf,
  nominator,
  ownerOf,
  setting,
  subtensor,
  validator,
  type Action,
} from './actors.js';
import { Random } from './random.js';
import { stateDigest, type Hash } from './state-digest.js';

export interface YearOptions {
  readonly subnets: number;
  /** Uids of a subnet, validators included. */
  readonly neurons: number;
  readonly validators: number;
  readonly seed: number;
  /** TAO that exist at the start; the first halving is at 10.5 million. */
  readonly issuedTao: bigint;
  /** A subnet is replaced every so many tempos. */
  readonly replaceEvery: number;
  /** Blocks in which a subnet is not replaced; the articles say 50,400, seven days. */
  readonly immunityBlocks: number;
  /** Everything is recounted from its parts every so many tempos; issuance is accounted for at every one. */
  readonly recountEvery: number;
  /** Whether idle blocks are skipped or made. */
  readonly skip: boolean;
  readonly hash: Hash;
}

/** What stands at the end of a boundary block. */
export interface Boundary {
  readonly block: number;
  readonly digest: string;
  readonly issuedRao: bigint;
  readonly blockEmissionRao: bigint;
}

/** Blocks from one boundary to the next: a tempo and its epoch. */
export const BOUNDARY = 361;
const NOMINATORS = 4;
/** Weights of a validator's row. */
const WEIGHTS = 6;
const NETWORK_RATE_LIMIT = 7_200n;
const LOCK_REDUCTION = 14n * 7_200n;
const STAKE_TAO = 50_000n;
const RICH_TAO = 100_000n;
/** Every validator weighs a subnet once in so many tempos: well within the activity cutoff of 5,000 blocks. */
const WEIGH_EVERY = 10;
const ROOT_WEIGHS_EVERY = 20;

export class SimulatedYear {
  readonly chain: ReplayChain;
  /** Calls by name and result. */
  readonly counts = new Map<string, number>();
  halvings = 0;
  /** Over the digests of all boundaries so far. */
  digest = '';
  block = 0;
  readonly #yuma = createYuma({ backend: 'wasm' });
  readonly #random: Random;
  readonly #validators;
  /** How many have registered a subnet so far. */
  #owners = 0;
  #tempo = 0;
  #unaccounted: bigint;
  #fees = 0n;

  constructor(private readonly options: YearOptions) {
    this.#random = new Random(options.seed);
    this.#validators = Array.from({ length: options.validators }, (_, i) => validator(i));
    this.chain = new ReplayChain(this.#runtime(), this.#genesis());
    this.#found();
    this.#unaccounted = accountForIssuance(this.chain.context()).unaccounted;
  }

  dispose(): void {
    this.#yuma.dispose();
  }

  /** Goes to the end of the next boundary block. */
  next(): Boundary {
    const { chain } = this;
    const emission = BlockEmission.get(chain.context());
    const boundary = (Math.floor(this.block / BOUNDARY) + 1) * BOUNDARY;
    this.#idle(boundary - 1);
    this.#tempo++;
    this.#act(this.#actions());
    const ctx = chain.context();
    const { issued, unaccounted } = accountForIssuance(ctx);
    expectEqual(this.block, 'unaccounted rao', this.#unaccounted + this.#fees, unaccounted);
    if (this.#tempo % this.options.recountEvery === 0) this.recount();
    const blockEmissionRao = BlockEmission.get(ctx);
    if (blockEmissionRao < emission) this.halvings++;
    const digest = stateDigest(chain.state, this.options.hash);
    this.digest = this.options.hash([this.digest, digest]);
    chain.state.mark();
    return { block: this.block, digest, issuedRao: issued, blockEmissionRao };
  }

  /** @throws Error with everything that is not the sum of its parts. */
  recount(): void {
    const problems = recount(this.chain.context());
    if (problems.length > 0) throw new Error(`block ${this.block}: ${problems.join('; ')}`);
  }

  #runtime(): FrameRuntime {
    return createFinney202406({
      yuma: this.#yuma,
      parameters: {
        ...ARTICLES_PARAMETERS,
        // While the network is founded; then the articles' own values are set.
        initial: {
          ...ARTICLES_PARAMETERS.initial,
          SubnetLimit: this.options.subnets,
          NetworkRateLimit: 0n,
          NetworkLockReductionInterval: 1n,
          TargetStakesPerInterval: 10n,
        },
      },
    });
  }

  #genesis(): unknown {
    const { subnets, issuedTao } = this.options;
    const owners = Array.from({ length: 2 * subnets + 8 }, (_, i) => ownerOf(i));
    const nominators = Array.from({ length: NOMINATORS }, (_, i) => nominator(i));
    const people = [...owners, ...nominators, ...this.#validators.map(({ coldkey }) => coldkey)];
    const rest = issuedTao - BigInt(people.length) * RICH_TAO;
    const rao = (tao: bigint): string => String(tao * TAO);
    return {
      balances: { balances: [[SUDO, rao(rest)], ...people.map((who) => [who, rao(RICH_TAO)])] },
      sudo: { key: SUDO },
    };
  }

  /** Registers the subnets, their neurons and root's validators: the first blocks. */
  #found(): void {
    const { subnets, validators } = this.options;
    for (let i = 0; i < subnets; i++) this.#act([this.#registration()]);
    for (let netuid = 1; netuid <= subnets; netuid++) this.#act(this.#settings(netuid));
    this.#act([
      ...[
        ['max_registrations_per_block', { max_registrations_per_block: validators }],
        ['target_registrations_per_interval', { target_registrations_per_interval: validators }],
        ['weights_set_rate_limit', { weights_set_rate_limit: 0n }],
      ].map(([name, value]) => setting(name as string, { netuid: 0, ...(value as object) })),
      setting('network_immunity_period', { immunity_period: BigInt(this.options.immunityBlocks) }),
      setting('network_rate_limit', { rate_limit: NETWORK_RATE_LIMIT }),
      setting('lock_reduction_interval', { interval: LOCK_REDUCTION }),
    ]);
    for (let netuid = 1; netuid <= subnets; netuid++) this.#act(this.#neurons(netuid));
    this.#act(
      this.#validators.flatMap(({ hotkey, coldkey }, i): Action[] => [
        [coldkey, subtensor('root_register', { hotkey })],
        [coldkey, subtensor('add_stake', { hotkey, amount_staked: (STAKE_TAO + BigInt(i)) * TAO })],
      ]),
    );
    this.#act(this.#rootWeights());
  }

  #idle(to: number): void {
    const { chain, options } = this;
    if (options.skip)
      skipIdleBlocks(chain.context(), { to, parentHash: () => '00'.repeat(32) }, { yuma: this.#yuma });
    else for (let number = this.block + 1; number <= to; number++) chain.block(number);
    this.block = Math.max(this.block, to);
  }

  /** Makes the next block of these actions. */
  #act(actions: readonly Action[]): void {
    const { chain } = this;
    const results = chain.block(++this.block, actions);
    results.forEach((result, i) => {
      const call = actions[i]?.[1];
      const name = `${call?.type === 'Sudo' ? 'sudo' : call?.value.type} ${result}`;
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    });
    for (const { name, value } of chain.events())
      if (name === 'TransactionFeePaid') this.#fees += (value as { actual_fee: bigint }).actual_fee;
  }

  #actions(): Action[] {
    const ctx = this.chain.context();
    const netuids = allNetuids(ctx).filter((netuid) => netuid !== ROOT_NETUID);
    const [fresh, founded] = [0, 1].map((has) =>
      netuids.filter((netuid) => Number(SubnetworkN.get(ctx, netuid) > 0) === has),
    ) as [number[], number[]];
    const weighed = founded.filter((netuid) => (netuid + this.#tempo) % WEIGH_EVERY === 0);
    return [
      ...fresh.flatMap((netuid) => [...this.#settings(netuid), ...this.#neurons(netuid)]),
      ...weighed.flatMap((netuid) => this.#weights(netuid)),
      ...(this.#tempo % ROOT_WEIGHS_EVERY === 0 ? this.#rootWeights() : []),
      ...this.#newcomer(founded),
      ...this.#newcomer(founded),
      ...this.#stakeMoves(),
      ...(this.#tempo % this.options.replaceEvery === 0 ? [this.#registration()] : []),
    ];
  }

  #registration(): Action {
    return [ownerOf(this.#owners++), subtensor('register_network')];
  }

  #settings(netuid: number): Action[] {
    const { neurons, validators } = this.options;
    return [
      setting('max_allowed_uids', { netuid, max_allowed_uids: neurons }),
      setting('max_allowed_validators', { netuid, max_allowed_validators: validators }),
      setting('max_registrations_per_block', { netuid, max_registrations_per_block: neurons }),
      setting('target_registrations_per_interval', { netuid, target_registrations_per_interval: neurons }),
    ];
  }

  #neurons(netuid: number): Action[] {
    const owner = SubnetOwner.get(this.chain.context(), netuid);
    const miners = this.options.neurons - this.options.validators;
    return [
      ...this.#validators.map(({ hotkey, coldkey }): Action => [
        coldkey,
        subtensor('burned_register', { netuid, hotkey }),
      ]),
      ...Array.from({ length: miners }, (_, i): Action => [
        owner,
        subtensor('burned_register', { netuid, hotkey: minerOf(owner, i) }),
      ]),
    ];
  }

  /** A miner without a uid, of half as many again as there are seats, takes the place of the one that earns least. */
  #newcomer(netuids: readonly number[]): Action[] {
    const ctx = this.chain.context();
    const netuid = netuids[this.#random.below(netuids.length)] ?? 0;
    const owner = SubnetOwner.get(ctx, netuid);
    const start = this.#random.below(this.options.neurons);
    const pool = Math.ceil(this.options.neurons * 1.5);
    for (let i = 0; i < pool; i++) {
      const hotkey = minerOf(owner, (start + i) % pool);
      if (!Uids.exists(ctx, netuid, hotkey))
        return [[owner, subtensor('burned_register', { netuid, hotkey })]];
    }
    return [];
  }

  #weights(netuid: number): Action[] {
    const ctx = this.chain.context();
    const n = SubnetworkN.get(ctx, netuid);
    return this.#validators.map(({ hotkey, coldkey }): Action => {
      // A validator that was replaced comes back, and weighs the next time.
      if (!Uids.exists(ctx, netuid, hotkey))
        return [coldkey, subtensor('burned_register', { netuid, hotkey })];
      const dests = this.#random.some(WEIGHTS, n);
      const weights = dests.map(() => this.#random.below(65_536));
      return [hotkey, subtensor('set_weights', { netuid, dests, weights, version_key: 0n })];
    });
  }

  #rootWeights(): Action[] {
    const dests = allNetuids(this.chain.context()).filter((netuid) => netuid !== ROOT_NETUID);
    return this.#validators.map(({ hotkey, coldkey }) => {
      const weights = dests.map(() => this.#random.below(1_000) + 1);
      return [coldkey, subtensor('set_root_weights', { netuid: 0, hotkey, dests, weights, version_key: 0n })];
    });
  }

  /** One nominator stakes, another unstakes: at most what it has. */
  #stakeMoves(): Action[] {
    const { hotkey } = this.#validators[this.#random.below(this.#validators.length)]!;
    const [a, b] = [0, 1].map(() => nominator(this.#random.below(NOMINATORS))) as [AccountId, AccountId];
    const amount = BigInt(1 + this.#random.below(100)) * TAO;
    const staked = Stake.get(this.chain.context(), hotkey, b);
    return [
      [a, subtensor('add_stake', { hotkey, amount_staked: amount })],
      [b, subtensor('remove_stake', { hotkey, amount_unstaked: staked < amount ? staked : amount })],
    ];
  }
}

function expectEqual(block: number, what: string, expected: bigint, got: bigint): void {
  if (expected !== got) throw new Error(`block ${block}: ${what}: expected ${expected}, got ${got}`);
}
