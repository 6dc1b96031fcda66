import type { ChainClient, Key, Receipt } from '@yumanet/chain-client';
import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { hasCode, isServiceError, messageOf, type Logger } from '@yumanet/service-kit';
import { weightsCommitHash } from '@yumanet/subtensor';
import { FIRST_CHANCE } from '../duties/weights-due.js';
import type { Standing } from '../metagraph/metagraph.js';
import { askChain } from './ask-chain.js';
import type { IntentStore } from './intent-store.js';
import { ERA_BLOCKS, EXPIRED, isOpen, nextStep, type ExpiredBy, type Step } from './next-step.js';
import { isRowStored, readReceipt } from './read-receipt.js';
import type { WeightRow } from './to-weights.js';

export interface OutboxOptions {
  readonly netuid: number;
  readonly key: Key;
  readonly client: Pick<ChainClient, 'call' | 'sender' | 'queryMulti' | 'finalizedBlocks' | 'source'>;
  readonly store: IntentStore;
  readonly logger: Logger;
  /** Told of each final state. */
  readonly onFinal: (intent: WeightsIntent) => void;
  /** A reveal is in danger: half of its time is gone. */
  readonly onAlarm: (intent: WeightsIntent) => void;
}

/** What is decided for an epoch. */
export interface Decision {
  readonly epoch: number;
  readonly row: WeightRow;
  readonly versionKey: bigint;
  /** Commit first, reveal later. */
  readonly commit: boolean;
}

type SendStep = Extract<Step, { do: 'send' }>;

const SEND_MS = 120_000;
/** Blocks after an epoch in which its state is looked for. */
const SEEN_WITHIN = 256;
const { INTENT_STATE_SENT, INTENT_STATE_COMMITTED, INTENT_STATE_INCLUDED } = IntentState;
const { INTENT_STATE_EFFECTIVE, INTENT_STATE_EXPIRED, INTENT_STATE_REFUSED } = IntentState;

/**
 * Weights on their way: an intent is stored before anything of it is sent, and ends in exactly one of effective, refused with
 * the check's name, expired with a reason. What is next follows from the chain (`nextStep`), also after a crash.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #hotkey: string;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#hotkey = Buffer.from(options.key.publicKey).toString('hex');
  }

  /** Decides on an epoch and sends. */
  async decide(
    { epoch, row, versionKey, commit }: Decision,
    standing: Standing,
    signal: AbortSignal,
  ): Promise<void> {
    const intent: WeightsIntent = {
      netuid: this.#options.netuid,
      epoch: BigInt(epoch),
      uids: [...row.uids],
      weights: [...row.weights],
      versionKey,
      state: INTENT_STATE_SENT,
      error: '',
      decidedAt: BigInt(standing.block),
      includedAt: 0n,
      commit,
      committedAt: 0n,
      sentAt: 0n,
      receipt: undefined,
    };
    await this.#options.store.put(intent);
    const call = commit ? 'commit_weights' : 'set_weights';
    await this.#deliver(intent, { do: 'send', call, until: epoch - 1 }, standing, signal);
  }

  /** An epoch that comes without an intent: its receipt says why. */
  async miss(epoch: number, why: string, block: number): Promise<void> {
    const row = { uids: [], weights: [], versionKey: 0n, commit: false, committedAt: 0n, sentAt: 0n };
    const none = {
      ...row,
      netuid: this.#options.netuid,
      epoch: BigInt(epoch),
      decidedAt: BigInt(block),
      includedAt: 0n,
    };
    const intent = { ...none, state: INTENT_STATE_EXPIRED, error: '', receipt: undefined };
    await this.#finish(intent, INTENT_STATE_EXPIRED, `NEVER_DECIDED: ${why}`);
  }

  /** Whether a commit waits for its reveal. */
  get isPending(): boolean {
    return this.#options.store
      .list()
      .some((intent) => intent.commit && isOpen(intent) && intent.includedAt === 0n);
  }

  /** Takes every open intent one step further, as the chain stands. */
  async settle(standing: Standing, signal: AbortSignal): Promise<void> {
    const { client, store, onAlarm } = this.#options;
    const open = store.list().filter(isOpen);
    // A reveal’s window may hold a row that was set openly, if the subnet’s rule changes in it: those are looked at first.
    for (const intent of [...open.filter(({ commit }) => !commit), ...open.filter(({ commit }) => commit)]) {
      // A row of a block is one intent’s.
      const others = store.list().filter(({ epoch }) => epoch !== intent.epoch);
      const isClaimed = others.some(({ includedAt }) => Number(includedAt) === standing.lastUpdate);
      const step = nextStep(intent, standing, {
        isRowStored: !isClaimed && (await isRowStored(client, intent, standing.uid, standing.blockHash)),
        commitHash: this.#commitHash(intent),
      });
      if ('alarm' in step && step.alarm === true) onAlarm(intent);
      await this.#take(intent, step, standing, signal);
    }
  }

  async #take(intent: WeightsIntent, step: Step, standing: Standing, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    switch (step.do) {
      case 'wait':
        return;
      case 'send':
        return this.#deliver(intent, step, standing, signal);
      case 'committed':
        return store.put(committed(intent, step.at));
      case 'included':
        return store.put(included(intent, step.at));
      case 'judge':
        return this.#judge(intent, step.epoch, standing, signal);
      case 'expire':
        return this.#expire(intent, step.why);
    }
  }

  async #deliver(
    given: WeightsIntent,
    step: SendStep,
    standing: Standing,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, logger } = this.#options;
    const refused = await this.#preflight(given, step, standing);
    if (refused === 'later') return;
    if (refused !== undefined) return this.#finish(given, INTENT_STATE_REFUSED, refused);
    const intent = { ...given, sentAt: BigInt(standing.block) };
    await store.put(intent);
    try {
      const { blockNumber } = await this.#submit(intent, step, signal);
      const after = step.call === 'commit_weights' ? committed : included;
      await store.put(after(intent, blockNumber));
    } catch (error) {
      if (signal.aborted) return;
      const refusal = refusalOf(error);
      // Neither in nor out: the next blocks tell (`settle`).
      if (refusal === undefined)
        logger.warn(
          { error, epoch: Number(intent.epoch), call: step.call },
          'weights: not known whether they arrived',
        );
      else
        await this.#finish(
          { ...intent, includedAt: BigInt(refusal.block) },
          INTENT_STATE_REFUSED,
          refusal.name,
        );
    }
  }

  /** What the chain would refuse, asked of it before it is sent; `later`: it will pass in time. */
  async #preflight(intent: WeightsIntent, step: SendStep, standing: Standing): Promise<string | undefined> {
    const { netuid, uids, weights: values, versionKey } = intent;
    const question = { call: step.call, hotkey: this.#hotkey, netuid, uids, values, versionKey };
    const { failures, poolRefuses, passesAt } = await askChain(
      this.#options.client,
      question,
      { hash: standing.blockHash, number: standing.block },
      BigInt(standing.block + FIRST_CHANCE),
    );
    const [first] = failures;
    if (first === undefined) return poolRefuses ? 'POOL_REFUSED: NotEnoughStakeToSetWeights' : undefined;
    if (passesAt !== undefined && passesAt <= BigInt(step.until)) return 'later';
    return `SubtensorModule.${first.error}`;
  }

  async #submit(
    intent: WeightsIntent,
    { call: name, until }: SendStep,
    signal: AbortSignal,
  ): Promise<Receipt> {
    const { client, key, netuid } = this.#options;
    const { uids, weights, versionKey } = intent;
    const row = [netuid, uids, weights, versionKey];
    const args = name === 'commit_weights' ? [netuid, this.#commitHash(intent)] : row;
    const call = await client.call('SubtensorModule', name, args);
    return client
      .sender(key)
      .send(call, { eraBlocks: ERA_BLOCKS, lastBlock: until, deadlineMs: SEND_MS, signal });
  }

  #commitHash({ netuid, uids, weights: values, versionKey }: WeightsIntent): string {
    return `0x${weightsCommitHash(this.#hotkey, { netuid, uids, values, versionKey })}`;
  }

  async #judge(intent: WeightsIntent, epoch: number, standing: Standing, signal: AbortSignal): Promise<void> {
    const { client, key } = this.#options;
    try {
      const receipt = await readReceipt(client, intent, key.address, epoch, signal);
      if (receipt === 'other') return await this.#expire(intent, 'NOT_IN_EPOCH');
      await this.#finish({ ...intent, receipt }, INTENT_STATE_EFFECTIVE, '');
    } catch (error) {
      // Nodes forget old states.
      if (signal.aborted || standing.block <= epoch + SEEN_WITHIN) throw error;
      await this.#expire(intent, 'NOT_SEEN');
    }
  }

  #expire(intent: WeightsIntent, why: ExpiredBy): Promise<void> {
    return this.#finish(intent, INTENT_STATE_EXPIRED, `${why}: ${EXPIRED[why]}`);
  }

  async #finish(intent: WeightsIntent, state: IntentState, error: string): Promise<void> {
    const final = { ...intent, state, error };
    await this.#options.store.put(final);
    this.#options.onFinal(final);
  }
}

/** Its reveal has not been sent. */
const committed = (intent: WeightsIntent, block: number): WeightsIntent => ({
  ...intent,
  state: INTENT_STATE_COMMITTED,
  committedAt: BigInt(block),
  sentAt: 0n,
});

const included = (intent: WeightsIntent, block: number): WeightsIntent => ({
  ...intent,
  state: INTENT_STATE_INCLUDED,
  includedAt: BigInt(block),
});

/** The chain's word for a refusal, and the block of a failed dispatch; undefined: it is not known to be refused. */
function refusalOf(error: unknown): { readonly name: string; readonly block: number } | undefined {
  if (hasCode(error, 'EXTRINSIC_FAILED'))
    return { name: String(error.data['error']), block: Number(error.data['blockNumber']) };
  if (hasCode(error, 'POOL_REFUSED', 'EXTRINSIC_REFUSED'))
    return { name: `POOL_REFUSED: ${messageOf(error)}`, block: 0 };
  const isOurs = isServiceError(error) && error.status === 'INVALID_ARGUMENT';
  return isOurs ? { name: error.code, block: 0 } : undefined;
}
