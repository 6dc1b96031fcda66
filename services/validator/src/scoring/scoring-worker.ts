import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Key } from '@yumanet/chain-client';
import type { RoundPlan, ScoringJob } from '@yumanet/proto/validator/v1';
import { whileAway, withDeadline, type Bus, type Component, type Logger } from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { formatAccount } from '@yumanet/units';
import { AxonClients, type AxonClientsOptions } from '../round/axon-clients.js';
import { risingNonces } from '../round/nonces.js';
import type { Dendrite } from '../round/query-miner.js';
import { RetryBudget } from '../round/retry-budget.js';
import { askPart } from './ask-part.js';
import { PLAN_VERSION } from './conduct-round.js';
import { judgeRound } from './judge-round.js';
import { RoundMaker } from './round-maker.js';
import { RoundStore, present } from './round-store.js';
import { openScoringQueue } from './scoring-queue.js';
import { validatorError } from '../errors.js';

export interface ScoringWorkerOptions {
  readonly network: string;
  readonly replicas: number;
  readonly netuid: number;
  readonly bus: Bus;
  readonly hotkey: Key;
  readonly mechanism: AnyMechanism;
  readonly queryConcurrency: number;
  readonly queryRetries: number;
  readonly partMiners: number;
  readonly axons?: AxonClientsOptions | undefined;
  readonly logger: Logger;
  readonly onFatal: (error: unknown) => void;
  /** A job is done. */
  readonly onDone?: (what: 'part' | 'judge') => void;
}

/** Longer than any job: each ends at its own time. */
const JOB_MS = 3_600_000;
/** Plans kept: as `RoundMaker`. */
const KEEP_PLANS = 4;

/** Takes a validator's jobs from the bus: asks the miners of a part, or judges what all parts found. As many as one likes may run. */
export class ScoringWorker implements Component {
  readonly name = 'scoring-worker';
  readonly #options: ScoringWorkerOptions;
  readonly #stop = new AbortController();
  readonly #axons: AxonClients;
  readonly #retries: RetryBudget;
  readonly #maker: RoundMaker;
  readonly #plans = new Map<string, Promise<RoundPlan>>();
  readonly #dendrite: Omit<Dendrite, 'queryMs'>;
  readonly #worker = randomUUID().slice(0, 8);
  #running: Promise<void> = Promise.resolve();

  constructor(options: ScoringWorkerOptions) {
    const { bus, hotkey: key, netuid, mechanism } = options;
    this.#options = options;
    // Every job under way listens to it.
    setMaxListeners(0, this.#stop.signal);
    this.#axons = new AxonClients(bus.clock, options.axons);
    this.#retries = new RetryBudget(options.queryRetries);
    this.#maker = new RoundMaker(mechanism);
    const parts = { key, netuid, mechanism, clients: this.#axons, retries: this.#retries };
    this.#dendrite = {
      ...parts,
      clock: bus.clock,
      nonce: risingNonces(bus.clock),
      uuid: randomUUID(),
    };
  }

  /** @throws ServiceError as `WorkQueue.create`. */
  async start(signal: AbortSignal = this.#stop.signal): Promise<void> {
    const { bus, hotkey, queryConcurrency, partMiners, onFatal, logger } = this.#options;
    const own = { ...this.#options, hotkey: hotkey.address };
    const waiting = { clock: bus.clock, logger, signal };
    const queue = await whileAway(waiting, () => openScoringQueue(bus, own));
    const store = await whileAway(waiting, () => RoundStore.open(bus, own, this.#stop.signal));
    const concurrency = Math.max(1, Math.floor(queryConcurrency / partMiners));
    const limits = { concurrency, jobMs: JOB_MS, signal: this.#stop.signal };
    this.#running = queue
      .work((job, { signal }) => this.#do(job, store, signal), limits)
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) onFatal(error);
      });
  }

  /** Gives back what is under way. */
  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  stop(): Promise<void> {
    this.#axons.close();
    return Promise.resolve();
  }

  async #do(job: ScoringJob, store: RoundStore, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options.bus;
    const ms = Number(job.endsAtMs) - clock.now();
    const { round, work } = job;
    // Nobody waits for it any more.
    if (ms <= 0 || work === undefined) return;
    await withDeadline({ clock, ms, what: `round ${round}`, signal }, (ended) =>
      work.$case === 'part'
        ? this.#ask(round, work.part, store, ended)
        : this.#judge(round, work.judge.parts, store),
    );
    this.#options.onDone?.(work.$case);
  }

  async #ask(round: string, part: number, store: RoundStore, signal: AbortSignal): Promise<void> {
    const plan = await this.#plan(round, store);
    const made = await this.#maker.make(round, plan);
    const miners = plan.miners.filter((miner) => miner.part === part);
    const answers = await askPart({ ...this.#dendrite, queryMs: plan.queryMs }, made, miners, signal);
    await store.putAnswers(round, part, { answers, worker: this.#worker });
  }

  async #judge(round: string, parts: readonly number[], store: RoundStore): Promise<void> {
    const plan = await this.#plan(round, store);
    const found = await Promise.all(
      parts.map(async (part) => present(await store.answers(round, part), `round ${round}, part ${part}`)),
    );
    const answers = found.map(({ value }) => value);
    const made = await this.#maker.make(round, plan);
    const miners = await judgeRound(this.#options.mechanism, made, plan, answers);
    const objects = found.flatMap(({ object }) => (object === undefined ? [] : [object]));
    await store.putVerdict(round, { miners, worker: this.#worker, objects });
  }

  #plan(round: string, store: RoundStore): Promise<RoundPlan> {
    const known = this.#plans.get(round);
    if (known) return known;
    const loading = this.#load(round, store);
    loading.catch(() => this.#plans.delete(round));
    this.#plans.set(round, loading);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > KEEP_PLANS && oldest !== undefined) this.#plans.delete(oldest);
    return loading;
  }

  async #load(round: string, store: RoundStore): Promise<RoundPlan> {
    const plan = present(await store.plan(round), `plan of round ${round}`);
    if (plan.version !== PLAN_VERSION) {
      const what = `round ${round}: expected a plan of version ${PLAN_VERSION}, got ${plan.version}`;
      throw validatorError('PLAN_FORMAT', what, { version: plan.version });
    }
    const { miners } = plan;
    this.#axons.keep(new Set(miners.map(({ axonAddress }) => axonAddress)));
    this.#retries.keep(new Set(miners.map(({ hotkey }) => formatAccount(hotkey.toString('hex')))));
    return plan;
  }
}
