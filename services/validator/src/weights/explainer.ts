import type { EmissionServiceService, ExplainResponse } from '@yumanet/proto/emission/v1';
import {
  IntentState,
  type ReceiptExplanation,
  type WeightsIntent,
  type WeightsReceipt,
} from '@yumanet/proto/validator/v1';
import { isServiceError, messageOf, type GrpcClient, type Logger } from '@yumanet/service-kit';
import { validatorError } from '../errors.js';
import type { IntentStore } from './intent-store.js';

export type EmissionClient = Pick<GrpcClient<typeof EmissionServiceService>, 'explain'>;

export interface ExplainerOptions {
  readonly emission: EmissionClient;
  readonly store: Pick<IntentStore, 'list' | 'amend'>;
  readonly hotkey: Uint8Array;
  readonly logger: Logger;
  /** Told of each question: OK, or the code of what went wrong. */
  readonly onAsked: (outcome: string) => void;
}

/** Milliseconds for an answer. */
const ASK_MS = 10_000;
/** Blocks after an epoch in which it is asked for. */
const ASK_WITHIN = 256;
/** Epochs that are asked for at one block. */
const AT_ONCE = 4;
/** Blocks between two questions of one epoch: doubled with each, to this. */
const MAX_PAUSE = 32;
/** It is not there, or not now. */
const AWAY = ['UNAVAILABLE', 'CIRCUIT_OPEN', 'DEADLINE_EXCEEDED', 'TOO_MANY_CALLS', 'DRAINING'];
/** Of an answer that is kept: a log of 64 receipts must fit a message of the bus. */
const MAX_STEPS = 16;
const MAX_SENTENCE = 600;

/**
 * Adds to the receipts what the emission service says of them, when it does. A receipt waits for nothing here: it is complete
 * with what the chain says, and of an explanation that cannot be had it holds why.
 */
export class Explainer {
  readonly #options: ExplainerOptions;
  /** Of epochs that are asked again: the block from which on, and the pause before it. */
  readonly #later = new Map<bigint, { readonly at: number; readonly pause: number }>();

  constructor(options: ExplainerOptions) {
    this.#options = options;
  }

  /**
   * Asks for what is missing, the newest first.
   *
   * @param block the last final one.
   * @throws ServiceError as `IntentStore.put`; what the emission service refuses goes into the receipt.
   */
  async do(block: number, signal: AbortSignal): Promise<void> {
    const wanted = this.#options.store
      .list()
      .filter((intent) => isWanted(intent, block))
      .filter(({ epoch }) => block >= (this.#later.get(epoch)?.at ?? 0))
      .reverse();
    for (const epoch of this.#later.keys()) if (Number(epoch) + ASK_WITHIN < block) this.#later.delete(epoch);
    for (const intent of wanted.slice(0, AT_ONCE)) {
      const explanation = await this.#ask(intent, signal);
      if (signal.aborted) return;
      this.#plan(intent.epoch, explanation, block);
      await this.#keep(intent, explanation);
      // It is away: the others would be told the same.
      if (AWAY.includes(explanation.unavailable)) return;
    }
  }

  async #ask({ netuid, receipt }: Wanted, signal: AbortSignal): Promise<ReceiptExplanation> {
    const { emission, hotkey, onAsked } = this.#options;
    const who = { $case: 'hotkey', hotkey: Buffer.from(hotkey) } as const;
    try {
      const question = { netuid, who, block: receipt.epoch };
      const answer = await emission.explain(question, { deadlineMs: ASK_MS, signal });
      const explanation = explanationOf(answer, receipt);
      onAsked('OK');
      return explanation;
    } catch (error) {
      if (!isServiceError(error)) throw error;
      if (!signal.aborted) {
        onAsked(error.code);
        this.#options.logger.debug({ epoch: Number(receipt.epoch), why: messageOf(error) }, 'not explained');
      }
      return { ...NONE, unavailable: error.code };
    }
  }

  #plan(epoch: bigint, explanation: ReceiptExplanation, block: number): void {
    if (isComplete(explanation)) {
      this.#later.delete(epoch);
      return;
    }
    const pause = Math.min(MAX_PAUSE, 2 * (this.#later.get(epoch)?.pause ?? 0.5));
    this.#later.set(epoch, { at: block + pause, pause });
  }

  /** An explanation that is there already is only replaced by another one, not by the lack of one. */
  async #keep({ epoch, receipt }: Wanted, explanation: ReceiptExplanation): Promise<void> {
    const before = receipt.explanation;
    const isWorse = before?.unavailable === '' && explanation.unavailable !== '';
    const isSame =
      before?.unavailable === explanation.unavailable && before.payoutKnown === explanation.payoutKnown;
    if (isWorse || isSame) return;
    await this.#options.store.amend(Number(epoch), (intent) =>
      intent.receipt ? { ...intent, receipt: { ...intent.receipt, explanation } } : undefined,
    );
    this.#tell(Number(epoch), explanation);
  }

  #tell(epoch: number, { unavailable, differing, snapshotDigest }: ReceiptExplanation): void {
    const { logger } = this.#options;
    const digest = snapshotDigest.toString('hex');
    if (unavailable !== '') logger.warn({ epoch, unavailable }, 'receipt without an explanation');
    else if (differing.length > 0)
      logger.error({ epoch, digest, differing }, 'the emission service has other numbers than the chain');
    else logger.info({ epoch, digest }, 'receipt explained');
  }
}

type Wanted = WeightsIntent & { readonly receipt: WeightsReceipt };

const NONE: ReceiptExplanation = {
  unavailable: '',
  snapshotDigest: Buffer.alloc(0),
  steps: [],
  numbers: undefined,
  payoutKnown: false,
  differing: [],
};

const isComplete = (explanation: ReceiptExplanation | undefined): boolean =>
  explanation?.unavailable === '' && explanation.payoutKnown;

/** The block after the epoch pays it: before that is final there is little to explain. */
function isWanted(intent: WeightsIntent, block: number): intent is Wanted {
  const { state, receipt } = intent;
  if (state !== IntentState.INTENT_STATE_EFFECTIVE || receipt === undefined) return false;
  const age = block - Number(receipt.epoch);
  return age >= 1 && age <= ASK_WITHIN && !isComplete(receipt.explanation);
}

/** @throws ServiceError EXPLANATION_MALFORMED when it is no answer to what was asked. */
function explanationOf(answer: ExplainResponse, receipt: WeightsReceipt): ReceiptExplanation {
  const { block, numbers, steps, snapshotDigest, payoutKnown } = answer;
  if (block !== receipt.epoch || numbers === undefined || snapshotDigest.length !== 32) {
    const what = `explanation: expected epoch ${receipt.epoch} with numbers and digest, got block ${block}`;
    throw validatorError('EXPLANATION_MALFORMED', what, {
      epoch: Number(receipt.epoch),
      block: Number(block),
    });
  }
  return {
    ...{ unavailable: '', snapshotDigest, numbers, payoutKnown },
    steps: steps.slice(0, MAX_STEPS).map(({ step, sentence }) => ({
      step: step.slice(0, 16),
      sentence: sentence.length > MAX_SENTENCE ? `${sentence.slice(0, MAX_SENTENCE - 1)}…` : sentence,
    })),
    differing: differingOf(answer.uid, numbers, receipt),
  };
}

function differingOf(
  uid: number,
  numbers: NonNullable<ExplainResponse['numbers']>,
  receipt: WeightsReceipt,
): string[] {
  const recomputed = {
    uid,
    permit: numbers.permitBefore,
    dividends: numbers.dividends,
    emissionRao: numbers.serverEmissionRao + numbers.validatorEmissionRao,
  };
  return (Object.keys(recomputed) as (keyof typeof recomputed)[]).filter(
    (field) => recomputed[field] !== receipt[field],
  );
}
