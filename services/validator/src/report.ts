import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import type { Logger } from '@yumanet/service-kit';
import type { ValidatorMetrics } from './metrics.js';
import type { RoundResult } from './round/run-round.js';

export interface Reporting {
  readonly logger: Logger;
  readonly metrics: ValidatorMetrics;
}

/** A round, in the log and in the metrics. */
export function reportRound({ round, answered }: RoundResult, { logger, metrics }: Reporting): void {
  metrics.rounds.inc();
  for (const { error, latencyMs, neuron, detail } of answered) {
    metrics.queries.inc({ outcome: error || 'OK' });
    metrics.querySeconds.observe(latencyMs / 1_000);
    const { uid, hotkey } = neuron;
    if (error) logger.debug({ uid, hotkey, error, detail }, 'miner gave no answer');
  }
  const valid = answered.filter(({ error }) => error === '').length;
  logger.info({ block: Number(round.block), asked: answered.length, answered: valid }, 'round');
}

/** An intent's final state, in the log and in the metrics. */
export function reportIntent(intent: WeightsIntent, { logger, metrics }: Reporting): void {
  const state = stateName(intent.state);
  metrics.intents.inc({ state });
  const { uids, weights, error, includedAt } = intent;
  const facts = { epoch: Number(intent.epoch), state, block: Number(includedAt), uids, weights };
  if (state === 'included') logger.info(facts, 'weights included');
  else logger.error({ ...facts, error }, `weights ${state}`);
}

function stateName(state: IntentState): 'included' | 'refused' | 'expired' {
  if (state === IntentState.INTENT_STATE_INCLUDED) return 'included';
  return state === IntentState.INTENT_STATE_REFUSED ? 'refused' : 'expired';
}
