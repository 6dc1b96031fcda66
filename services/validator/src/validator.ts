import { randomUUID } from 'node:crypto';
import type { ChainBlock, ChainClient, Key } from '@yumanet/chain-client';
import { subjectsOf } from '@yumanet/proto';
import type { WeightsIntent } from '@yumanet/proto/validator/v1';
import { parseHotkey } from '@yumanet/units';
import {
  Lease,
  hasCode,
  isServiceError,
  limited,
  sleep,
  whileAway,
  type Bus,
  type Component,
  type Health,
  type HeldLease,
  type Logger,
} from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { WeightsWatch } from './copiers/weights-watch.js';
import { Lane } from './duties/lane.js';
import { newestBlocks } from './duties/newest-blocks.js';
import { isRoundDue } from './duties/plan-round.js';
import { lastEpoch } from './duties/weights-due.js';
import { validatorError } from './errors.js';
import type { OrganicTally } from './gateway/organic/organic-tally.js';
import type { Standing } from './metagraph/metagraph.js';
import { readJudges } from './metagraph/read-judges.js';
import { readStanding } from './metagraph/read-metagraph.js';
import type { ValidatorMetrics } from './metrics.js';
import { reportAlarm, reportCopiers, reportIntent } from './report.js';
import { openRounds } from './scoring/open-rounds.js';
import { RoundWork, type RoundReign } from './scoring/round-work.js';
import { ScoreKeeper } from './scores/score-keeper.js';
import { rootWeights } from './setup/root-weights.js';
import { setUp } from './setup/set-up.js';
import { takeStep, type SetupContext } from './setup/step.js';
import type { Strategy } from './strategies/strategy.js';
import { Explainer, type EmissionClient } from './weights/explainer.js';
import { IntentStore } from './weights/intent-store.js';
import { Outbox } from './weights/outbox.js';
import { toWeights, type RowOrNot } from './weights/to-weights.js';
import { WeightsWork } from './weights/weights-work.js';

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
  /** What root weighs; empty: this subnet alone. */
  readonly rootNetuids: readonly number[];
  /** false: the strategy needs no scores, and no miner is asked. */
  readonly asks: boolean;
  readonly answerCopiers: 'report' | 'zero';
  readonly whenPruned: 'register' | 'stop';
  readonly maxBurnRao: bigint;
  readonly roundBlocks: number;
  readonly weightsBlocks: number;
  readonly queryMs: number;
  readonly queryConcurrency: number;
  readonly partMiners: number;
  readonly leaseMs: number;
  readonly scoreAlpha: number;
  /** What clients' queries tell; taken in with each round. */
  readonly organic?: Pick<OrganicTally, 'take'> | undefined;
  /** Explains receipts; without one they hold what the chain says. */
  readonly emission?: EmissionClient | undefined;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: ValidatorMetrics;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** Failures of a duty that no later block mends. */
const FATAL = ['ROW_TAKEN', 'METADATA_MISMATCH', 'WRONG_CHAIN', 'PRUNED', 'SUBNET_UNKNOWN'];
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
  readonly #lanes = {
    round: new Lane(),
    weights: new Lane(),
    root: new Lane(),
    setup: new Lane(),
    watch: new Lane(),
    explain: new Lane(),
  };
  readonly #weightsWatch = new WeightsWatch();
  /** Who may have a row; only where rows are copied. */
  #judges: readonly string[] | undefined;
  readonly #toldCopiers = new Set<string>();
  /** Ends with the lease, and with the service. */
  #reign: AbortSignal = this.#stop.signal;
  #held: HeldLease | undefined;
  /** First block to look at. */
  #from = 0;
  readonly #rounds: RoundWork;
  /** Undefined until the bus has what rounds need. */
  #roundReign: RoundReign | undefined;
  #scores: ScoreKeeper | undefined;
  #intents: IntentStore | undefined;
  #weights: WeightsWork | undefined;
  #explainer: Explainer | undefined;
  #standing: Standing | undefined;
  #lastRound: number | undefined;
  #nextRootCheck = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(options: ValidatorOptions) {
    this.#options = options;
    this.#rounds = new RoundWork({ ...options, toldCopiers: this.#toldCopiers });
  }

  /**
   * Becomes the one that acts for its hotkey, brings about what is missing on the chain, then begins to follow. Where another
   * one acts it stands by.
   */
  async start(signal: AbortSignal = this.#stop.signal): Promise<void> {
    const { bus, network, replicas, netuid, hotkey, leaseMs, logger } = this.#options;
    const wanted = {
      bucket: subjectsOf(network).validatorLeaseBucket,
      name: `${parseHotkey(hotkey.address)}.${netuid}`,
      holder: randomUUID(),
      ttlMs: leaseMs,
      replicas,
    };
    const waiting = { clock: bus.clock, logger, signal };
    const lease = await whileAway(waiting, () => Lease.create(bus, wanted));
    // A lease of one that died is free by then.
    const soon = limited(bus.clock, 2 * leaseMs, signal);
    const held = await lease
      .acquire(soon.signal)
      .catch((error: unknown) => {
        if (signal.aborted || !hasCode(error, 'CANCELLED')) throw error;
        return undefined;
      })
      .finally(soon.end);
    const acts =
      held !== undefined &&
      (await whileAway(waiting, () => this.#take(held, signal)).then(
        () => true,
        (error: unknown) => {
          // The bus was away for longer than the lease: it is waited for again, as by who stands by.
          if (signal.aborted || held.isHeld()) throw error;
          logger.warn({ error }, 'lease lost while taking over');
          return false;
        },
      ));
    if (!acts) {
      this.#standBy();
      logger.info({ hotkey: hotkey.address, netuid }, 'does not act for this hotkey: standing by');
    }
    this.#following = this.#lead(lease, acts ? held : undefined).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.onFatal(error);
    });
  }

  /** Begins nothing new, waits for what is under way, and lets the next one in. */
  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#following;
    await this.#idle();
    await this.#held?.release().catch(() => undefined);
  }

  /** As long as it runs: acts while it holds the lease, stands by while it does not. */
  async #lead(lease: Lease, first: HeldLease | undefined): Promise<void> {
    const { signal } = this.#stop;
    for (let held = first; !signal.aborted; held = undefined) {
      if (!held && !(await this.#succeed(lease))) continue;
      this.#options.metrics.leading.set(1);
      await this.#follow(this.#from);
      if (!signal.aborted) this.#standBy();
      await this.#idle();
    }
  }

  #standBy(): void {
    const { health, metrics } = this.#options;
    metrics.leading.set(0);
    health.set('validator', { detail: 'standby' });
  }

  /** Waits for the lease and takes over. @returns false when it did not come to that. */
  async #succeed(lease: Lease): Promise<boolean> {
    const { signal } = this.#stop;
    const held = await lease.acquire(signal);
    try {
      await this.#take(held, signal);
      return true;
    } catch (error) {
      await held.release().catch(() => undefined);
      if (signal.aborted) return false;
      this.#pass(error, 'taking over');
      await sleep(this.#options.bus.clock, AGAIN_MS, signal);
      return false;
    }
  }

  /** Loads what is known and fences who led before, brings about what is missing on the chain. */
  async #take(held: HeldLease, signal: AbortSignal): Promise<void> {
    const { bus, client, hotkey, netuid, network, replicas, scoreAlpha, emission, logger } = this.#options;
    this.#held = held;
    this.#reign = AbortSignal.any([this.#stop.signal, held.signal]);
    const own = { network, replicas, netuid, hotkey: hotkey.address };
    this.#scores = await ScoreKeeper.claim(bus, { ...own, alpha: scoreAlpha });
    this.#intents = await IntentStore.claim(bus, own);
    this.#roundReign = undefined;
    this.#lastRound = undefined;
    const onFinal = (intent: WeightsIntent) => reportIntent(intent, this.#options);
    const onAlarm = (intent: WeightsIntent) => reportAlarm(intent, this.#options);
    const onAsked = (outcome: string) => this.#options.metrics.explanations.inc({ outcome });
    const kept = { store: this.#intents, logger };
    const outbox = new Outbox({ ...kept, netuid, key: hotkey, client, onFinal, onAlarm });
    this.#explainer = emission && new Explainer({ ...kept, emission, hotkey: hotkey.publicKey, onAsked });
    this.#weights = new WeightsWork({
      ...this.#options,
      outbox,
      intents: this.#intents,
      row: (self) => this.#row(self),
      metagraph: () => this.#rounds.metagraph,
    });
    logger.info({ hotkey: hotkey.address, netuid, fence: held.fence }, 'acts for its hotkey');
    await this.#setUp(AbortSignal.any([signal, held.signal]));
    const head = await client.source.head('finalized');
    this.#from = head.number;
    // Scores that are known make a row before there is another round.
    await this.#rounds.look(head, this.#scores);
    // Not waited for: scores that are known make weights while the bus elects who keeps rounds.
    void this.#openRounds(this.#scores, this.#reign);
  }

  /** Tries until the bus has what rounds need, or the reign ends. */
  async #openRounds(scores: ScoreKeeper, signal: AbortSignal): Promise<void> {
    const { bus, hotkey, netuid, network, replicas, onFatal } = this.#options;
    const own = { network, replicas, netuid, hotkey: hotkey.address };
    while (!signal.aborted) {
      try {
        const opened = await openRounds(bus, own, signal);
        if (signal.aborted) return;
        const conductor = { ...this.#options, ...own, ...opened, clock: bus.clock };
        this.#roundReign = { conductor, scores };
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (hasCode(error, 'PERMISSION_DENIED')) onFatal(error);
        else this.#pass(error, 'opening rounds');
        await sleep(bus.clock, AGAIN_MS, signal).catch(() => undefined);
      }
    }
  }

  async #idle(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.idle()));
  }

  /** What it knows now, for whoever asks. */
  get view() {
    return {
      hotkey: this.#options.hotkey,
      netuid: this.#options.netuid,
      standing: this.#standing,
      metagraph: this.#rounds.metagraph,
      scores: this.#scores?.book.list() ?? [],
      intents: this.#intents?.list() ?? [],
      rounds: this.#rounds.rounds,
      blockedBy: this.#weights?.blockedBy,
      leading: this.#held?.isHeld() ?? false,
    };
  }

  get #setup(): SetupContext {
    const { client, netuid, rootNetuids: given, hotkey, coldkey, maxBurnRao, logger } = this.#options;
    const rootNetuids = given.length === 0 ? [netuid] : [...new Set(given)].sort((a, b) => a - b);
    return { client, netuid, rootNetuids, hotkey, coldkey, maxBurnRao, logger };
  }

  #setUp(signal: AbortSignal): Promise<void> {
    const { stakeRao, root, bus } = this.#options;
    return setUp(this.#setup, { stakeRao, root, clock: bus.clock, againMs: AGAIN_MS }, signal);
  }

  async #follow(from: number): Promise<void> {
    const { client } = this.#options;
    const reign = this.#reign;
    try {
      for await (const block of newestBlocks(client, from, reign)) await this.#tryBlock(block, reign);
    } catch (error) {
      if (!reign.aborted) throw error;
    }
  }

  async #tryBlock(block: ChainBlock, reign: AbortSignal): Promise<void> {
    try {
      await this.#onBlock(block);
    } catch (error) {
      if (!reign.aborted) this.#pass(error, 'block');
    }
  }

  async #onBlock(block: ChainBlock): Promise<void> {
    const { client, netuid, hotkey, metrics, health, roundBlocks, root } = this.#options;
    const standing = await readStanding(client, { netuid, hotkey: hotkey.address }, block);
    this.#standing = standing;
    metrics.block.set(block.number);
    metrics.permit.set(standing.permit ? 1 : 0);
    const registered = standing.uid !== undefined;
    metrics.registered.set(registered ? 1 : 0);
    health.set('validator', registered ? {} : { ready: false, detail: 'NotRegistered' });
    const { round, weights, root: rootLane, setup, watch, explain } = this.#lanes;
    watch.try(() => this.#guard('watch', () => this.#watchWeights(block)));
    if (!registered) setup.try(() => this.#guard('register', () => this.#comeBack()));
    // Before anybody is judged there is nothing to pay for: a subnet without a row on root gets nothing.
    const judges = standing.uid !== undefined && this.#row(standing.uid).row !== undefined;
    if (root && judges && block.number >= this.#nextRootCheck)
      rootLane.try(() => this.#guard('root weights', () => this.#keepRootWeights(block.number)));
    weights.try(() => this.#guard('weights', async () => this.#weights?.do(standing, this.#reign)));
    explain.try(() => this.#guard('explain', async () => this.#explainer?.do(block.number, this.#reign)));
    // A round moves scores once, also where a later leader sees the same block.
    if (block.number <= (this.#scores?.book.block ?? 0)) return;
    const reign = this.#roundReign;
    if (!reign || !registered || !isRoundDue(block.number, this.#lastRound, roundBlocks)) return;
    const doRound = () => this.#rounds.do(block, reign, this.#reign);
    if (round.try(() => this.#guard('round', doRound))) this.#lastRound = block.number;
  }

  async #keepRootWeights(block: number): Promise<void> {
    if (await takeStep(this.#setup, rootWeights, this.#reign)) this.#nextRootCheck = block + ROOT_BLOCKS;
  }

  /** Its uid went to another, or its subnet away: registers and stakes again, or ends loudly. */
  async #comeBack(): Promise<void> {
    const { whenPruned, netuid, hotkey, logger } = this.#options;
    const data = { netuid, hotkey: hotkey.address };
    const what = `${hotkey.address}: expected its uid, got pruned (netuid=${netuid})`;
    if (whenPruned === 'stop') throw validatorError('PRUNED', what, data);
    logger.error(data, 'pruned: registering again');
    await this.#setUp(this.#reign);
  }

  async #watchWeights(head: ChainBlock): Promise<void> {
    const { client, netuid, hotkey, asks } = this.#options;
    const found = await this.#weightsWatch.look(client, netuid, head);
    const { metagraph } = this.#rounds;
    if (!asks && metagraph) this.#judges = await readJudges(client, metagraph, head);
    const others = found.filter((each) => each.hotkey !== hotkey.address);
    reportCopiers('weights', others, this.#toldCopiers, this.#options);
  }

  #row(self: number): RowOrNot {
    const [book, metagraph] = [(this.#scores as ScoreKeeper).book, this.#rounds.metagraph];
    const standing = this.#standing;
    if (!metagraph || !standing) return { blockedBy: 'NO_SCORES' };
    const shown = {
      rows: this.#weightsWatch.rows,
      self: this.#options.hotkey.address,
      judges: this.#judges,
      lastEpoch: lastEpoch(this.#options.netuid, standing.tempo, standing.block),
    };
    const scores = new Map(metagraph.neurons.map(({ uid, hotkey }) => [uid, book.get(hotkey)?.score ?? 0]));
    scores.delete(self);
    return toWeights(this.#options.strategy(scores, shown), metagraph, self);
  }

  /** A duty that fails leaves a trace and is tried again at the next block, unless it can never succeed. */
  async #guard(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#reign.aborted) this.#pass(error, what);
    }
  }

  #pass(error: unknown, duty: string): void {
    const { logger, onFatal } = this.#options;
    const isDefect = !isServiceError(error);
    // Another one leads by now, and this one did not know it yet.
    const isSucceeded = hasCode(error, 'ROW_TAKEN') && !this.#held?.isHeld();
    if (!isSucceeded && (isDefect || hasCode(error, ...FATAL))) onFatal(error);
    else logger.warn({ error, duty }, 'duty failed; again at the next block');
  }
}
