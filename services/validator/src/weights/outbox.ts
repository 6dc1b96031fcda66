import type { ChainClient, Key, Receipt } from '@yumanet/chain-client';
import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { hasCode, isServiceError, messageOf, type Logger } from '@yumanet/service-kit';
import type { Standing } from '../metagraph/metagraph.js';
import type { IntentStore } from './intent-store.js';
import type { WeightRow } from './to-weights.js';

export interface OutboxOptions {
  readonly netuid: number;
  readonly key: Key;
  readonly client: Pick<ChainClient, 'call' | 'sender'>;
  readonly store: IntentStore;
  readonly logger: Logger;
  /** Told of each final state. */
  readonly onFinal: (intent: WeightsIntent) => void;
}

/** Blocks in which a sent extrinsic can come into a block: short, so that a lost one may soon be sent again. */
export const ERA_BLOCKS = 8;
const SEND_MS = 120_000;

/**
 * Weights on their way: an intent is stored before it is sent, and ends in exactly one of included, refused with the
 * chain's own word, expired. After a crash the chain tells what became of it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  /** Epochs whose intent this process is sending. */
  readonly #sending = new Set<number>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Decides on an epoch and sends. Resolves with the final state, or undefined when the signal ended the wait. */
  async send(
    epoch: number,
    { uids, weights }: WeightRow,
    { block, versionKey }: { readonly block: number; readonly versionKey: bigint },
    signal: AbortSignal,
  ): Promise<WeightsIntent | undefined> {
    const intent: WeightsIntent = {
      netuid: this.#options.netuid,
      epoch: BigInt(epoch),
      uids: [...uids],
      weights: [...weights],
      versionKey,
      state: IntentState.INTENT_STATE_SENT,
      error: '',
      decidedAt: BigInt(block),
      includedAt: 0n,
    };
    await this.#options.store.put(intent);
    return this.#deliver(intent, signal);
  }

  /**
   * Intents that an earlier process left as sent: found in the chain, sent again once the old extrinsic can no longer
   * come, or expired.
   */
  async settle(standing: Standing, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const open = store.list().filter(({ state }) => state === IntentState.INTENT_STATE_SENT);
    for (const intent of open) {
      if (this.#sending.has(Number(intent.epoch))) continue;
      const fate = fateOf(intent, standing);
      if (fate === 'included') {
        await this.#finish(intent, IntentState.INTENT_STATE_INCLUDED, '', standing.lastUpdate);
      } else if (fate === 'expired') {
        await this.#finish(intent, IntentState.INTENT_STATE_EXPIRED, 'NOT_INCLUDED', 0);
      } else if (fate === 'again') {
        await this.#deliver({ ...intent, decidedAt: BigInt(standing.block) }, signal);
      }
    }
  }

  async #deliver(intent: WeightsIntent, signal: AbortSignal): Promise<WeightsIntent | undefined> {
    const epoch = Number(intent.epoch);
    this.#sending.add(epoch);
    try {
      const receipt = await this.#submit(intent, signal);
      return await this.#finish(intent, IntentState.INTENT_STATE_INCLUDED, '', receipt.blockNumber);
    } catch (error) {
      if (signal.aborted) return undefined;
      const refusal = refusalOf(error);
      // Neither in nor out: the next blocks tell (`settle`).
      if (refusal === undefined) {
        this.#options.logger.warn({ error, epoch }, 'weights: not known whether they arrived');
        return undefined;
      }
      return await this.#finish(intent, IntentState.INTENT_STATE_REFUSED, refusal.name, refusal.block);
    } finally {
      this.#sending.delete(epoch);
    }
  }

  async #submit(intent: WeightsIntent, signal: AbortSignal): Promise<Receipt> {
    const { client, key, netuid } = this.#options;
    const { uids, weights, versionKey } = intent;
    const call = await client.call('SubtensorModule', 'set_weights', [netuid, uids, weights, versionKey]);
    return client.sender(key).send(call, { eraBlocks: ERA_BLOCKS, deadlineMs: SEND_MS, signal });
  }

  async #finish(
    intent: WeightsIntent,
    state: IntentState,
    error: string,
    includedAt: number,
  ): Promise<WeightsIntent> {
    const final = { ...intent, state, error, includedAt: BigInt(includedAt) };
    await this.#options.store.put(final);
    this.#options.onFinal(final);
    return final;
  }
}

/** What became of an intent that nobody waits for any more, as the final state shows it. */
export function fateOf(intent: WeightsIntent, standing: Standing): 'included' | 'expired' | 'again' | 'wait' {
  // Only this hotkey's weights move its last update.
  if (standing.lastUpdate > Number(intent.decidedAt)) return 'included';
  const isOver = standing.block + 1 >= Number(intent.epoch);
  const isGone = standing.block > Number(intent.decidedAt) + ERA_BLOCKS;
  if (isOver) return isGone ? 'expired' : 'wait';
  return isGone ? 'again' : 'wait';
}

/** The chain's word for a refusal, and the block of a failed dispatch; undefined: it is not known to be refused. */
function refusalOf(error: unknown): { readonly name: string; readonly block: number } | undefined {
  if (hasCode(error, 'EXTRINSIC_FAILED'))
    return { name: String(error.data['error']), block: Number(error.data['blockNumber']) };
  if (hasCode(error, 'POOL_REFUSED', 'EXTRINSIC_REFUSED'))
    return { name: `POOL_REFUSED: ${messageOf(error)}`, block: 0 };
  const isOurs = isServiceError(error) && error.status === 'INVALID_ARGUMENT';
  return isOurs ? { name: error.code, block: 0 } : undefined;
}
