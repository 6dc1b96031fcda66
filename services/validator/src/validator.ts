import type { ChainBlock, ChainClient, Key } from '@yumanet/chain-client';
import type { Round, WeightsIntent } from '@yumanet/proto/validator/v1';
import {
  hasCode,
  isServiceError,
  type Bus,
  type Component,
  type Health,
  type Logger,
} from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { Lane } from './duties/lane.js';
import { isRoundDue } from './duties/plan-round.js';
import { weightsDue } from './duties/weights-due.js';
import type { BlockedBy } from './errors.js';
import type { Metagraph, Standing } from './metagraph/metagraph.js';
import { readMetagraph, readStanding } from './metagraph/read-metagraph.js';
import type { ValidatorMetrics } from './metrics.js';
import { reportIntent, reportRound } from './report.js';
import { AxonClients } from './round/axon-clients.js';
import { risingNonces } from './round/nonces.js';
import { runRound } from './round/run-round.js';
import { ScoreKeeper } from './scores/score-keeper.js';
import { rootWeights } from './setup/root-weights.js';
import { setUp } from './setup/set-up.js';
import { takeStep, type SetupContext } from './setup/step.js';
import type { Strategy } from './strategies/strategy.js';
import { IntentStore } from './weights/intent-store.js';
import { Outbox } from './weights/outbox.js';
import { toWeights, type RowOrNot } from './weights/to-weights.js';

export interface ValidatorOptions {
  readonly network: string;
  readonly replicas: number;
  readonly netuid: number;
  readonly bus: Bus;
  readonly client: ChainClient;
  readonly hotkey: Key;
  readonly coldkey: Key | undefined;
  readonly mechanism: AnyMechanism;
  readonly strategy: Strategy;
  readonly stakeRao: bigint;
  readonly root: boolean;
  readonly roundBlocks: number;
  readonly weightsBlocks: number;
  readonly queryMs: number;
  readonly queryConcurrency: number;
  readonly scoreAlpha: number;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: ValidatorMetrics;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

const KEEP_ROUNDS = 16;
/** Final blocks that may already lie upon the one whose duties are done. */
const BEHIND = 1;
/** Blocks between two looks at root's weights, once they are right. */
const ROOT_BLOCKS = 100;
/** Milliseconds between two attempts of a step for which the chain has no room. */
const AGAIN_MS = 1_000;

/** Follows the final blocks and does at each what is due: ask and judge miners, set weights, keep root's weights. */
export class Validator implements Component {
  readonly name = 'validator';
  readonly deadlines = { start: 150_000 };
  readonly #options: ValidatorOptions;
  readonly #stop = new AbortController();
  readonly #axons: AxonClients;
  readonly #nonce: () => bigint;
  readonly #lanes = { round: new Lane(), weights: new Lane(), root: new Lane() };
  readonly #rounds: Round[] = [];
  #scores: ScoreKeeper | undefined;
  #intents: IntentStore | undefined;
  #outbox: Outbox | undefined;
  #standing: Standing | undefined;
  #metagraph: Metagraph | undefined;
  #blockedBy: BlockedBy | undefined;
  #lastRound: number | undefined;
  #nextRootCheck = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(options: ValidatorOptions) {
    this.#options = options;
    this.#axons = new AxonClients(options.bus.clock);
    this.#nonce = risingNonces(options.bus.clock);
  }

  /** Loads what is known, brings about what is missing on the chain, then begins to follow. */
  async start(signal: AbortSignal = this.#stop.signal): Promise<void> {
    const { bus, client, hotkey, netuid, network, replicas, scoreAlpha, stakeRao, root, logger } =
      this.#options;
    const own = { network, replicas, netuid, hotkey: hotkey.address };
    this.#scores = await ScoreKeeper.load(bus, { ...own, alpha: scoreAlpha });
    this.#intents = await IntentStore.load(bus, own);
    const onFinal = (intent: WeightsIntent) => reportIntent(intent, this.#options);
    this.#outbox = new Outbox({ netuid, key: hotkey, client, store: this.#intents, logger, onFinal });
    await setUp(this.#setup, { stakeRao, root, clock: bus.clock, againMs: AGAIN_MS }, signal);
    const { number } = await client.source.head('finalized');
    this.#following = this.#follow(number).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.onFatal(error);
    });
  }

  /** Begins nothing new, and waits for what is under way. */
  async drain(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#following, ...Object.values(this.#lanes).map((lane) => lane.idle())]);
  }

  stop(): Promise<void> {
    this.#axons.close();
    return Promise.resolve();
  }

  /** What it knows now, for whoever asks. */
  get view() {
    return {
      hotkey: this.#options.hotkey,
      netuid: this.#options.netuid,
      standing: this.#standing,
      metagraph: this.#metagraph,
      scores: this.#scores?.book.list() ?? [],
      intents: this.#intents?.list() ?? [],
      rounds: this.#rounds,
      blockedBy: this.#blockedBy,
    };
  }

  get #setup(): SetupContext {
    const { client, netuid, hotkey, coldkey, logger } = this.#options;
    return { client, netuid, hotkey, coldkey, logger };
  }

  async #follow(from: number): Promise<void> {
    const { client } = this.#options;
    for await (const block of client.finalizedBlocks(from, this.#stop.signal)) {
      try {
        await this.#onBlock(block);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#pass(error, 'block');
      }
    }
  }

  async #onBlock(block: ChainBlock): Promise<void> {
    const { client, netuid, hotkey, metrics, health, roundBlocks, root } = this.#options;
    // Catching up: what was due at an old block is not due now.
    if ((await client.source.head('finalized')).number > block.number + BEHIND) return;
    const standing = await readStanding(client, { netuid, hotkey: hotkey.address }, block);
    this.#standing = standing;
    metrics.block.set(block.number);
    metrics.permit.set(standing.permit ? 1 : 0);
    const registered = standing.uid !== undefined;
    health.set('validator', registered ? {} : { ready: false, detail: 'NotRegistered' });
    const { round, weights, root: rootLane } = this.#lanes;
    if (root && block.number >= this.#nextRootCheck)
      rootLane.try(() => this.#guard('root weights', () => this.#keepRootWeights(block.number)));
    weights.try(() => this.#guard('weights', () => this.#doWeights(standing)));
    if (!registered || !isRoundDue(block.number, this.#lastRound, roundBlocks)) return;
    if (round.try(() => this.#guard('round', () => this.#doRound(block)))) this.#lastRound = block.number;
  }

  async #keepRootWeights(block: number): Promise<void> {
    if (await takeStep(this.#setup, rootWeights, this.#stop.signal))
      this.#nextRootCheck = block + ROOT_BLOCKS;
  }

  async #doRound(head: ChainBlock): Promise<void> {
    const { client, netuid, hotkey, mechanism, queryMs, queryConcurrency, bus } = this.#options;
    const scores = this.#scores as ScoreKeeper;
    const metagraph = await readMetagraph(client, netuid, head);
    this.#metagraph = metagraph;
    scores.book.follow(metagraph.neurons);
    const parts = { key: hotkey, netuid, mechanism, clients: this.#axons, nonce: this.#nonce };
    const dendrite = { ...parts, clock: bus.clock, queryMs };
    const result = await runRound(dendrite, metagraph, queryConcurrency, this.#stop.signal);
    scores.book.observe(head.number, result.observations);
    this.#rounds.push(result.round);
    if (this.#rounds.length > KEEP_ROUNDS) this.#rounds.shift();
    reportRound(result, this.#options);
    await scores.save();
  }

  async #doWeights(standing: Standing): Promise<void> {
    const { netuid, mechanism, weightsBlocks } = this.#options;
    const [outbox, intents] = [this.#outbox as Outbox, this.#intents as IntentStore];
    await outbox.settle(standing, this.#stop.signal);
    const versionKey = BigInt(mechanism.version);
    const decided = (epoch: number) => intents.get(epoch) !== undefined;
    const duty = weightsDue(standing, { netuid, versionKey, weightsBlocks, decided });
    this.#blockedBy = duty.due ? undefined : duty.blockedBy;
    if (!duty.due || standing.uid === undefined) return;
    const { row, blockedBy } = this.#row(standing.uid);
    this.#blockedBy = blockedBy;
    if (row) await outbox.send(duty.epoch, row, { block: standing.block, versionKey }, this.#stop.signal);
  }

  #row(self: number): RowOrNot {
    const [book, metagraph] = [(this.#scores as ScoreKeeper).book, this.#metagraph];
    if (!metagraph) return { blockedBy: 'NO_SCORES' };
    const scores = new Map(metagraph.neurons.map(({ uid, hotkey }) => [uid, book.get(hotkey)?.score ?? 0]));
    scores.delete(self);
    return toWeights(this.#options.strategy(scores), metagraph, self);
  }

  /** A duty that fails leaves a trace and is tried again at the next block, unless it can never succeed. */
  async #guard(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#pass(error, what);
    }
  }

  #pass(error: unknown, duty: string): void {
    const { logger, onFatal } = this.#options;
    const isDefect = !isServiceError(error);
    if (isDefect || hasCode(error, 'ROW_TAKEN', 'METADATA_MISMATCH', 'WRONG_CHAIN')) onFatal(error);
    else logger.warn({ error, duty }, 'duty failed; again at the next block');
  }
}
