import { randomBytes } from 'node:crypto';
import { parseHotkey } from '@yumanet/units';
import type { Round } from '@yumanet/proto/validator/v1';
import { planRound } from '../duties/plan-round.js';
import type { Metagraph } from '../metagraph/metagraph.js';
import type { Observation } from '../scores/score-book.js';
import { inParallel } from './in-parallel.js';
import { queryMiner, type Answered, type Dendrite } from './query-miner.js';

export interface RoundResult {
  readonly round: Round;
  readonly observations: readonly Observation[];
  readonly answered: readonly Answered[];
}

/** One round: everybody who is due is asked, and judged by the mechanism. */
export async function runRound(
  dendrite: Dendrite,
  metagraph: Metagraph,
  queryConcurrency: number,
  signal: AbortSignal,
): Promise<RoundResult> {
  const { mechanism, key, clients, netuid } = dendrite;
  const asked = planRound(metagraph, key.address);
  clients.keep(new Set(asked.map(({ axon }) => axon.address)));
  // Miners know the block; the rest of the seed they do not.
  const seed = `${netuid}/${metagraph.block}/${randomBytes(16).toString('hex')}`;
  const hotkeys = asked.map(({ hotkey }) => hotkey);
  const plan = await mechanism.task.make(seed, hotkeys);
  const answered = await inParallel(asked, queryConcurrency, (neuron) =>
    queryMiner(dendrite, neuron, plan.asks.get(neuron.hotkey), signal),
  );
  signal.throwIfAborted();
  const valid = answered.filter(({ error }) => error === '');
  const answers = new Map(valid.map(({ neuron, answer }) => [neuron.hotkey, answer]));
  const scores = await mechanism.score.score(plan, answers);
  const scoreOf = ({ neuron, error }: Answered) =>
    error === '' ? Math.min(1, Math.max(0, scores.get(neuron.hotkey) ?? 0)) : undefined;
  return {
    answered,
    observations: answered.map((each) => ({
      hotkey: each.neuron.hotkey,
      registeredAt: each.neuron.registeredAt,
      score: scoreOf(each),
    })),
    round: {
      block: BigInt(metagraph.block),
      queries: answered.map((each) => ({
        uid: each.neuron.uid,
        hotkey: Buffer.from(parseHotkey(each.neuron.hotkey), 'hex'),
        error: each.error,
        latencyMs: each.latencyMs,
        size: each.size,
        score: scoreOf(each) ?? 0,
      })),
    },
  };
}
