import { randomBytes } from 'node:crypto';
import type { RoundPlan, RoundVerdict, ScoringJob } from '@yumanet/proto/validator/v1';
import { limited, type Clock, type WorkQueue } from '@yumanet/service-kit';
import type { Memories } from '@yumanet/subnet-kit';
import { planRound, type Asked } from '../duties/plan-round.js';
import { validatorError } from '../errors.js';
import type { Metagraph } from '../metagraph/metagraph.js';
import { planParts } from './plan-parts.js';
import type { RoundStore } from './round-store.js';
import { ACK_WAIT_MS } from './scoring-queue.js';

/** Format of a plan. */
export const PLAN_VERSION = 1;
/** Beyond the miners' own time, milliseconds: two workers may be lost in a row. */
const GRACE_MS = 3 * ACK_WAIT_MS;
/** Milliseconds for judging a round, a lost worker included. */
const JUDGE_MS = 120_000;

export interface Conductor {
  readonly netuid: number;
  /** SS58 of the validator. */
  readonly hotkey: string;
  readonly store: Pick<RoundStore, 'putPlan' | 'written' | 'verdict' | 'clear'>;
  readonly queue: Pick<WorkQueue<ScoringJob>, 'push'>;
  readonly clock: Clock;
  readonly queryMs: number;
  /** Miners that one worker asks at once. */
  readonly queryConcurrency: number;
  /** Miners of one job. */
  readonly partMiners: number;
}

/** What came of a round; of who is in `asked` and not in `verdict` nothing is known, for want of a worker. */
export interface Conducted {
  readonly block: number;
  readonly asked: readonly Asked[];
  readonly verdict: RoundVerdict;
}

/**
 * One round: everybody who is due is asked by workers, part by part, then judged by one of them. Parts that nobody does in time
 * are left out: a miner does not pay for a worker that is missing.
 *
 * @param lastMs as for `planParts`.
 * @throws ServiceError NO_WORKER when no part was done, or nobody judged; then no score moves.
 */
export async function conductRound(
  conductor: Conductor,
  metagraph: Metagraph,
  memories: Memories,
  lastMs: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<Conducted> {
  const { netuid, hotkey, store, clock, queryMs, queryConcurrency, partMiners } = conductor;
  const { block } = metagraph;
  const asked = planRound(metagraph, hotkey);
  if (asked.length === 0) return { block, asked, verdict: { miners: [], worker: '', objects: [] } };
  const miners = planParts(asked, lastMs, memories, partMiners);
  const parts = Math.ceil(asked.length / partMiners);
  // Miners know the block; the rest of the seed they do not.
  const seed = `${netuid}/${block}/${randomBytes(16).toString('hex')}`;
  const plan: RoundPlan = { version: PLAN_VERSION, block: BigInt(block), seed, queryMs, parts, miners };
  const round = `${block}-${randomBytes(6).toString('hex')}`;
  await store.putPlan(round, plan);
  const askMs = queryMs * Math.ceil(asked.length / queryConcurrency) + GRACE_MS;
  const endsAtMs = BigInt(Math.ceil(clock.now() + askMs));
  const all = Array.from({ length: parts }, (_, part) => part);
  try {
    await pushAll(
      conductor,
      all.map((part) => ({ round, endsAtMs, work: { $case: 'part', part } })),
    );
    const done = await gather(conductor, round, parts, askMs, signal);
    if (done.length === 0) throw noWorker(`round ${round}: expected answers within ${askMs} ms`, round);
    const verdict = await judged(conductor, round, done, signal);
    await store.clear(round, verdict.objects);
    return { block, asked, verdict };
  } catch (error) {
    // What is left of it goes by itself if the bus is away now.
    await store.clear(round).catch(() => undefined);
    throw error;
  }
}

async function judged(
  { store, queue, clock }: Conductor,
  round: string,
  parts: number[],
  signal: AbortSignal,
): Promise<RoundVerdict> {
  const endsAtMs = BigInt(Math.ceil(clock.now() + JUDGE_MS));
  await queue.push({ round, endsAtMs, work: { $case: 'judge', judge: { parts } } }, `${round}-judge`);
  const limit = limited(clock, JUDGE_MS, signal);
  try {
    for await (const written of store.written(round, limit.signal)) {
      if (written !== 'verdict') continue;
      const verdict = await store.verdict(round);
      if (verdict) return verdict;
    }
  } finally {
    limit.end();
  }
  signal.throwIfAborted();
  throw noWorker(`round ${round}: expected a verdict within ${JUDGE_MS} ms`, round);
}

/** @returns the parts that were done in time, ascending. */
async function gather(
  { store, clock }: Conductor,
  round: string,
  parts: number,
  ms: number,
  signal: AbortSignal,
): Promise<number[]> {
  const done = new Set<number>();
  const limit = limited(clock, ms, signal);
  try {
    for await (const written of store.written(round, limit.signal)) {
      if (typeof written === 'number') done.add(written);
      if (done.size === parts) break;
    }
  } finally {
    limit.end();
  }
  signal.throwIfAborted();
  return [...done].sort((a, b) => a - b);
}

const pushAll = ({ queue }: Conductor, jobs: readonly ScoringJob[]) =>
  Promise.all(
    jobs.map((job) => queue.push(job, `${job.round}-${job.work?.$case === 'part' ? job.work.part : ''}`)),
  );

const noWorker = (what: string, round: string) =>
  validatorError('NO_WORKER', `${what}, got none: no worker has this hotkey`, { round });
