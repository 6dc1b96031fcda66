import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import type { Logger } from '@yumanet/service-kit';
import type { ValidatorMetrics } from './metrics.js';
import type { Conducted } from './scoring/conduct-round.js';
import { NOT_ASKED, addressOf } from './scoring/round-result.js';

export interface Reporting {
  readonly logger: Logger;
  readonly metrics: ValidatorMetrics;
}

/** A round, in the log and in the metrics. */
export function reportRound({ block, asked, verdict }: Conducted, { logger, metrics }: Reporting): void {
  metrics.rounds.inc();
  for (const each of verdict.miners) {
    const { uid, error, detail, latencyMs } = each;
    metrics.queries.inc({ outcome: error || 'OK' });
    metrics.querySeconds.observe(latencyMs / 1_000);
    if (error) logger.debug({ uid, hotkey: addressOf(each), error, detail }, 'miner gave no answer');
  }
  const notAsked = asked.length - verdict.miners.length;
  if (notAsked > 0) {
    metrics.queries.inc({ outcome: NOT_ASKED }, notAsked);
    logger.warn({ block, notAsked }, 'no worker asked some miners; their scores do not move');
  }
  const valid = verdict.miners.filter(({ error }) => error === '').length;
  logger.info({ block, asked: asked.length, answered: valid }, 'round');
}

/** An intent's final state, in the log and in the metrics. */
export function reportIntent(intent: WeightsIntent, { logger, metrics }: Reporting): void {
  const state = FINAL[intent.state] ?? 'open';
  metrics.intents.inc({ state });
  const { uids, weights, error, includedAt, receipt } = intent;
  const facts = { epoch: Number(intent.epoch), state, block: Number(includedAt), uids, weights };
  if (state === 'effective') logger.info({ ...facts, receipt }, 'weights effective');
  else logger.error({ ...facts, error }, `weights ${state}`);
}

const FINAL: Readonly<Partial<Record<IntentState, string>>> = {
  [IntentState.INTENT_STATE_EFFECTIVE]: 'effective',
  [IntentState.INTENT_STATE_REFUSED]: 'refused',
  [IntentState.INTENT_STATE_EXPIRED]: 'expired',
};

/** A committed row that is still not revealed. */
export function reportAlarm({ epoch, committedAt }: WeightsIntent, { logger, metrics }: Reporting): void {
  metrics.revealAlarms.inc();
  logger.error(
    { epoch: Number(epoch), committedAt: Number(committedAt) },
    'weights not revealed: half of the time is gone',
  );
}

/** Who copies, in the metrics; in the log once for each. */
export function reportCopiers(
  of: 'answers' | 'weights',
  found: readonly { readonly hotkey: string }[],
  told: Set<string>,
  { logger, metrics }: Reporting,
): void {
  metrics.copiers.set({ of }, found.length);
  for (const each of found) {
    if (told.has(`${of} ${each.hotkey}`)) continue;
    told.add(`${of} ${each.hotkey}`);
    logger.warn({ ...each, of }, `repeats others' ${of}`);
  }
}
