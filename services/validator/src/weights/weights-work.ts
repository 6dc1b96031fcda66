import type { AnyMechanism } from '@yumanet/subnet-kit';
import { commitDue, isCommittable } from '../duties/commit-due.js';
import { FIRST_CHANCE, nextEpoch, weightsDue } from '../duties/weights-due.js';
import type { BlockedBy } from '../errors.js';
import type { Metagraph, Standing } from '../metagraph/metagraph.js';
import type { IntentStore } from './intent-store.js';
import type { Outbox } from './outbox.js';
import { sealedRow } from './sealed-row.js';
import type { RowOrNot } from './to-weights.js';

export interface WeightsWorkOptions {
  readonly netuid: number;
  readonly mechanism: Pick<AnyMechanism, 'version'>;
  readonly weightsBlocks: number;
  readonly outbox: Outbox;
  readonly intents: IntentStore;
  /** The row that the scores make now, and the neurons that it is of. */
  readonly row: (self: number) => RowOrNot;
  readonly metagraph: () => Metagraph | undefined;
}

/** Epochs without an intent that are told of at once, after a long absence. */
const MAX_MISSED = 64;

/** Weights, block by block: settles what is under way, decides what is due, and leaves no epoch without a receipt. */
export class WeightsWork {
  readonly #options: WeightsWorkOptions;
  #blockedBy: BlockedBy | undefined;
  /** The epoch that was ahead at the last look. */
  #ahead: number | undefined;
  /** What was in the way of epochs that are still ahead, by epoch. */
  readonly #obstacles = new Map<number, BlockedBy>();

  constructor(options: WeightsWorkOptions) {
    this.#options = options;
  }

  /** Why no weights are due now. */
  get blockedBy(): BlockedBy | undefined {
    return this.#blockedBy;
  }

  async do(standing: Standing, signal: AbortSignal): Promise<void> {
    const { outbox } = this.#options;
    await outbox.settle(standing, signal);
    await this.#tellMissed(standing);
    const epoch = this.#due(standing);
    if (epoch === undefined || standing.uid === undefined) return;
    const { row, blockedBy } = this.#options.row(standing.uid);
    this.#blockedBy = blockedBy;
    if (blockedBy !== undefined) this.#hindered(epoch, blockedBy);
    if (!row) return;
    const commit = standing.commitReveal;
    const uids = this.#options.metagraph()?.neurons.map(({ uid }) => uid) ?? [];
    const sent = commit ? sealedRow(row, uids, standing.uid) : row;
    await outbox.decide({ epoch, row: sent, versionKey: this.#versionKey, commit }, standing, signal);
  }

  get #versionKey(): bigint {
    return BigInt(this.#options.mechanism.version);
  }

  #due(standing: Standing): number | undefined {
    const { netuid, weightsBlocks, intents, outbox } = this.#options;
    const decided = (epoch: number) => intents.get(epoch) !== undefined;
    const question = { netuid, versionKey: this.#versionKey, weightsBlocks, decided };
    const duty = standing.commitReveal
      ? commitDue(standing, question, outbox.isPending)
      : weightsDue(standing, question);
    this.#blockedBy = duty.due ? undefined : duty.blockedBy;
    if (!duty.due) this.#hindered(duty.epoch, duty.blockedBy);
    return duty.due ? duty.epoch : undefined;
  }

  /** The last thing that was in the way counts; that it was too early is nothing, and that it is too late only where nothing was. */
  #hindered(epoch: number, by: BlockedBy): void {
    if (by === 'EPOCH_FAR' || by === 'ALREADY_DECIDED') return;
    if (by !== 'EPOCH_NEAR' || !this.#obstacles.has(epoch)) this.#obstacles.set(epoch, by);
  }

  /**
   * The first epoch that who led before may not have told of. Whoever decides has told of all up to then; a commit's epoch may
   * be further ahead than one that has no row, so what it was decided for says less than when.
   */
  #toldUntil(tempo: number): number | undefined {
    const { netuid, intents } = this.#options;
    const told = intents.list().map(({ epoch, decidedAt }) => {
      const ahead = nextEpoch(netuid, tempo, Number(decidedAt) + FIRST_CHANCE);
      return Math.min(ahead, nextEpoch(netuid, tempo, Number(epoch)));
    });
    return told.length === 0 ? undefined : Math.max(...told);
  }

  /** Tells of epochs that came without a row. Where weights are committed, of those that some interval's commit was for. */
  async #tellMissed({ block, tempo, commitReveal, commitInterval }: Standing): Promise<void> {
    const { netuid, intents, outbox } = this.#options;
    const ahead = nextEpoch(netuid, tempo, block + FIRST_CHANCE);
    const isFirst = this.#ahead === undefined;
    const from = this.#ahead ?? this.#toldUntil(tempo) ?? ahead;
    const missed: number[] = [];
    for (let epoch = from; epoch < ahead; epoch = nextEpoch(netuid, tempo, epoch)) {
      const isOurs = !commitReveal || isCommittable(netuid, tempo, commitInterval, epoch);
      if (isOurs && !intents.get(epoch)) missed.push(epoch);
    }
    for (const epoch of missed.slice(-MAX_MISSED))
      await outbox.miss(
        epoch,
        isFirst ? 'NOT_RUNNING' : (this.#obstacles.get(epoch) ?? 'WINDOW_PASSED'),
        block,
      );
    // Only now: what the bus did not take is told at the next block.
    this.#ahead = ahead;
    for (const epoch of this.#obstacles.keys()) if (epoch < ahead) this.#obstacles.delete(epoch);
  }
}
