import { ROOT_NETUID, isBlockOfEpoch } from '@yumanet/yuma-core';
import { CallContext, panic, type Context, type Hex } from '@yumanet/frame';
import { blockStep } from './block-step.js';
import { recordParents } from './pallets/randomness-collective-flip/pallet.js';
import { Agenda, IncompleteSince } from './pallets/scheduler/storage.js';
import { allNetuids } from './pallets/subtensor-module/checks/networks.js';
import {
  endInterval,
  nextIntervalEnd,
} from './pallets/subtensor-module/emission/adjust-registration-terms.js';
import { drainEmission } from './pallets/subtensor-module/emission/drain-emission.js';
import {
  accrueEmission,
  runEpochOfNetwork,
  type EmissionDependencies,
} from './pallets/subtensor-module/emission/generate-emission.js';
import { networksByTempo } from './pallets/subtensor-module/emission/networks-by-tempo.js';
import { Tempo } from './pallets/subtensor-module/storage/networks.js';
import { BlockHashCount } from './pallets/system/constants.js';
import { BlockHash, Number_, ParentHash } from './pallets/system/storage.js';

/** The blocks to skip: from the one after the state's own up to `to`. */
export interface IdleRange {
  readonly to: number;
  /** Hash (32 bytes as hex) of the parent that the header of a block names. */
  readonly parentHash: (block: number) => Hex;
}

/**
 * Takes a state over blocks that carry nothing but their timestamps, in the time of what happens in them instead of the
 * number of them. The state afterwards differs from block by block only in what the next block writes anew before it
 * reads it (time, events, digest, weight): with block `to + 1` made as any other, the states are equal, byte by byte.
 *
 * Why this is exact. Without transactions and scheduled tasks only the pallets' hooks write. Those of System and of
 * RandomnessCollectiveFlip keep parent hashes, written here as they are. SubtensorModule's is `blockStep`, and between
 * two epochs of root nobody changes who owns a network, its tempo or its emission per block. So:
 *
 * - a network's registration terms are read and written by the ends of its intervals alone, which are visited in turn;
 * - pending emission, blocks since the last step, the owner's balance and issuance grow by the same amounts in every
 *   block. These sums commute with everything but their readers: a network's epoch (of its own pending emission) and
 *   root's (of issuance), before which they are brought up to date. Saturated sums of amounts that are not negative do
 *   not depend on their order either;
 * - a cut too small to make its owner's account exist is lost in every block, or is paid from the second block on
 *   because another network's cut made it exist in the first. The first block, and every block of root's epoch, is run
 *   whole: after it an account exists or stays away;
 * - epochs, and the payment in the block after one, run in their block and in upstream's order.
 *
 * @throws PANIC when the scheduler has a task in these blocks: they are not idle.
 */
export function skipIdleBlocks(
  { linked, storage, host }: CallContext,
  { to, parentHash }: IdleRange,
  dependencies: EmissionDependencies,
): void {
  const ctx = new SilentContext(linked, storage, host);
  const from = Number_.get(ctx) + 1;
  if (to < from) return;
  ensureNothingScheduled(ctx, from, to);
  keepHashes(ctx, from, to, parentHash);
  const skipped = new SkippedEmission(ctx, dependencies);
  for (let block = from; block <= to; block++) {
    if (!skipped.isWhole(block, from) && !skipped.hasWork(block)) continue;
    Number_.put(ctx, block);
    ParentHash.put(ctx, parentHash(block));
    skipped.run(block, from);
  }
  skipped.settle(to);
  Number_.put(ctx, to);
}

/** Events of skipped blocks are never stored: the next block begins with none. */
class SilentContext extends CallContext {
  override deposit(): void {}
}

function ensureNothingScheduled(ctx: Context, from: number, to: number): void {
  const since = IncompleteSince.get(ctx);
  if (since !== undefined) throw panic(`idle blocks: expected no unfinished task, got one of block ${since}`);
  for (const [[when]] of Agenda.entries(ctx))
    if (when >= from && when <= to)
      throw panic(`idle blocks: expected no task up to ${to}, got one in ${when}`);
}

function keepHashes(ctx: Context, from: number, to: number, parentHash: IdleRange['parentHash']): void {
  const kept = ctx.constant(BlockHashCount);
  for (let block = from; block <= to; block++) {
    const oldest = block - kept - 1;
    if (oldest > 0) BlockHash.delete(ctx, oldest);
    if (block - 1 === 0 || block - 1 >= to - kept) BlockHash.put(ctx, block - 1, parentHash(block));
  }
  recordParents(ctx, from, to, parentHash);
}

/** SubtensorModule's part: who is owed how many blocks, and which blocks have more to do than to owe. */
class SkippedEmission {
  readonly #adjusted: readonly number[];
  readonly #paid: readonly (readonly [netuid: number, tempo: number])[];
  readonly #rootTempo: number;
  /** Networks' last block that is accounted for; #settled where a network has no entry. */
  readonly #accrued = new Map<number, number>();
  #settled = 0;
  #isLoaded = true;

  constructor(
    private readonly ctx: Context,
    private readonly dependencies: EmissionDependencies,
  ) {
    this.#adjusted = allNetuids(ctx);
    this.#paid = networksByTempo(ctx).filter(([netuid]) => netuid !== ROOT_NETUID);
    this.#rootTempo = Tempo.get(ctx, ROOT_NETUID);
  }

  /** Whether every network's part of the block is to be run in it. */
  isWhole(block: number, from: number): boolean {
    return block === from || isBlockOfEpoch(ROOT_NETUID, this.#rootTempo, BigInt(block));
  }

  hasWork(block: number): boolean {
    return this.#isLoaded || this.#due(block).length > 0;
  }

  run(block: number, from: number): void {
    const due = this.#due(block);
    if (this.isWhole(block, from)) {
      if (block > from) this.settle(block - 1);
      blockStep(this.ctx, this.dependencies);
      this.#settled = block;
      this.#accrued.clear();
    } else {
      if (this.#isLoaded) drainEmission(this.ctx);
      for (const [netuid] of due) this.#runEpoch(netuid, block);
    }
    this.#isLoaded = due.length > 0;
  }

  /** Brings every network up to the end of `block`. */
  settle(block: number): void {
    for (const netuid of this.#adjusted) this.#adjust(netuid, BigInt(block));
    for (const [netuid] of this.#paid) this.#accrue(netuid, block);
    this.#settled = block;
    this.#accrued.clear();
  }

  #due(block: number): (readonly [netuid: number, tempo: number])[] {
    return this.#paid.filter(([netuid, tempo]) => isBlockOfEpoch(netuid, tempo, BigInt(block)));
  }

  #runEpoch(netuid: number, block: number): void {
    this.#accrue(netuid, block - 1);
    runEpochOfNetwork(this.ctx, netuid, BigInt(block), this.dependencies);
    this.#accrued.set(netuid, block);
  }

  #accrue(netuid: number, block: number): void {
    const owed = block - (this.#accrued.get(netuid) ?? this.#settled);
    if (owed > 0) accrueEmission(this.ctx, netuid, BigInt(owed));
  }

  #adjust(netuid: number, last: bigint): void {
    let end = nextIntervalEnd(this.ctx, netuid, BigInt(this.#settled) + 1n);
    while (end <= last) {
      endInterval(this.ctx, netuid, end);
      end = nextIntervalEnd(this.ctx, netuid, end + 1n);
    }
  }
}
