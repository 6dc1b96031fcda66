import { isServiceError, kitError, messageOf, type Clock } from '@yumanet/service-kit';
import { signRequest, verifyStream, type StreamPiece } from '@yumanet/subnet-kit/axon';
import { askAxonProven, requestFields, type Asker, type ProvenAnswer } from '../../round/ask-axon.js';
import { MAX_ANSWER_BYTES } from '../../round/axon-clients.js';
import { gatewayError } from '../errors.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { OrganicTally } from '../organic/organic-tally.js';
import { firstAnswer, LOST } from './first-answer.js';
import type { AnswerKind, MinerHealth } from './miner-health.js';
import type { Miner } from './miners.js';
import { routeOrder } from './route-order.js';

export interface RouterOptions {
  readonly clock: Clock;
  readonly asker: Asker;
  /** Those that can be asked now. */
  readonly miners: () => readonly Miner[];
  readonly health: MinerHealth;
  readonly tally: OrganicTally;
  readonly metrics: GatewayMetrics;
  /** Miners asked for one answer, at most. */
  readonly attempts: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A conversation whose answer comes in pieces. */
export interface TextQuery {
  /** The task; with what was said already, the task to go on from there. */
  readonly body: (said: string) => Uint8Array;
  /** @throws whatever says that the piece is none. */
  readonly text: (piece: StreamPiece) => string;
  /** Resolves when the client has taken it. */
  readonly onText: (text: string) => Promise<void>;
  /** A miner begins to talk. */
  readonly onMiner: (miner: Miner) => void;
}

/** An answer of a miner, proven and decoded. */
export interface RoutedAnswer<T> extends ProvenAnswer {
  readonly miner: Miner;
  readonly answer: T;
}

/** Of all requests to miners, how many may be second ones; and so many before that counts. */
const HEDGE_SHARE = 0.1;
const HEDGES_FREE = 16;

type Failed = Miner & { readonly code: string };

/** Takes a query to miners until one has answered. */
export class Router {
  readonly #options: RouterOptions;
  #asks = 0;
  #hedges = 0;

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /**
   * One whole answer.
   *
   * @param decode throws for what is no answer: the next miner is asked.
   * @throws ServiceError as `firstAnswer`.
   */
  async whole<T>(
    body: Uint8Array,
    decode: (bytes: Uint8Array) => T,
    signal: AbortSignal,
  ): Promise<RoutedAnswer<T>> {
    const { asker, tally } = this.#options;
    const failed: Failed[] = [];
    const { candidate: miner, answer } = await this.#first('whole', failed, signal, async (each, lost) => {
      const proven = await askAxonProven(asker, each, body, lost);
      return { ...proven, answer: decoded(() => decode(proven.body)) };
    });
    tally.answered(miner, failed);
    return { ...answer, miner };
  }

  /**
   * The text of a conversation, piece by piece. When the miner that talks fails, another goes on where it ended. Resolves at the
   * text's end.
   *
   * @throws ServiceError as `firstAnswer`; what `onText` throws.
   */
  async text(query: TextQuery, signal: AbortSignal): Promise<void> {
    const { attempts, tally } = this.#options;
    const failed: Failed[] = [];
    let said = '';
    for (;;) {
      const opened = await this.#first('first piece', failed, signal, (each, lost) =>
        this.#open(each, query.body(said), query.text, AbortSignal.any([lost, signal])),
      );
      const { candidate, answer } = opened;
      query.onMiner(candidate);
      for (let next: Next = answer.first; ;) {
        if ('error' in next) {
          signal.throwIfAborted();
          if (failed.length + 1 >= attempts) throw next.error;
          this.#failed(candidate, next.error, failed);
          break;
        }
        if (next.done) {
          tally.answered(candidate, failed);
          return;
        }
        said += next.text;
        if (said.length > MAX_ANSWER_BYTES)
          throw kitError('MESSAGE_TOO_LARGE', `answer: expected at most ${MAX_ANSWER_BYTES} characters`);
        await query.onText(next.text);
        next = await answer.next();
      }
    }
  }

  /** Opens a stream and waits for its first piece. */
  async #open(
    miner: Miner,
    body: Uint8Array,
    text: TextQuery['text'],
    signal: AbortSignal,
  ): Promise<{ readonly first: Next; readonly next: () => Promise<Next> }> {
    const pieces: AsyncIterator<StreamPiece, void> = this.#pieces(miner, body, signal);
    const read = async (): Promise<Next> => {
      const next = await pieces.next();
      if (next.done === true) return { done: true };
      return { done: false, text: decoded(() => text(next.value)) };
    };
    const next = () => read().catch((error: unknown): Next => ({ error }));
    return { first: await read(), next };
  }

  async *#pieces(miner: Miner, body: Uint8Array, signal: AbortSignal): AsyncGenerator<StreamPiece, void> {
    const { asker } = this.#options;
    if (miner.axon.protocol === 'http') {
      yield { body: (await askAxonProven(asker, miner, body, signal)).body };
      return;
    }
    const request = signRequest(asker.key, requestFields(asker, miner.hotkey, body));
    const frames = asker.clients.get(miner.axon.address).queryStream(
      { request },
      {
        idleMs: asker.queryMs,
        signal,
      },
    );
    yield* verifyStream(request, frames);
  }

  /** Asks by incentive, with a second one where the first is slow, and the next ones where it fails. */
  #first<T>(
    kind: AnswerKind,
    failed: Failed[],
    signal: AbortSignal,
    ask: (miner: Miner, lost: AbortSignal) => Promise<T>,
  ) {
    const { clock, miners, health, metrics, attempts, random } = this.#options;
    const out = new Set(failed.map(({ hotkey }) => hotkey));
    const left = miners().filter(({ hotkey }) => !out.has(hotkey));
    const last = failed.at(-1);
    if (last && left.length === 0) {
      const what = `miners: expected one that goes on, got ${last.code} of the last`;
      return Promise.reject(gatewayError('MINERS_FAILED', what, { asked: failed.length, last: last.code }));
    }
    const began = new Map<Miner, number>();
    return firstAnswer<Miner, T>({
      clock,
      signal,
      candidates: routeOrder(left, (hotkey) => health.isCooling(hotkey), random),
      most: attempts - failed.length,
      hedgeAfterMs: ({ hotkey }) => health.hedgeAfterMs(hotkey, kind),
      onHedge: () => this.#mayHedge(),
      ask: (miner, lost) => {
        this.#asks += 1;
        began.set(miner, clock.monotonic());
        return ask(miner, lost);
      },
      onEnd: (miner, error) => {
        if (error === LOST) metrics.asks.inc({ outcome: 'LOST' });
        else if (error !== undefined) this.#failed(miner, error, failed);
        else {
          metrics.asks.inc({ outcome: 'OK' });
          health.answered(miner.hotkey, kind, clock.monotonic() - (began.get(miner) ?? 0));
        }
      },
    });
  }

  /** When everything is slow, asking twice makes it slower: second requests are a small share of all. */
  #mayHedge(): boolean {
    if (this.#hedges >= HEDGES_FREE + this.#asks * HEDGE_SHARE) return false;
    this.#hedges += 1;
    this.#options.metrics.hedges.inc();
    return true;
  }

  #failed(miner: Miner, error: unknown, failed: Failed[]): void {
    const { health, metrics } = this.#options;
    const code = isServiceError(error) ? error.code : 'INTERNAL';
    metrics.asks.inc({ outcome: code });
    failed.push({ ...miner, code });
    const retryMs = isServiceError(error) ? Number(error.data['retryMs']) : NaN;
    health.failed(miner.hotkey, Number.isFinite(retryMs) ? retryMs : undefined);
  }
}

/** What cannot be read is the miner's fault, where the like of a task is the client's. */
function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw gatewayError('ANSWER_INVALID', `answer: ${messageOf(error)}`, {}, { cause: error });
  }
}

/** The next piece, the end, or what went wrong. */
type Next =
  { readonly done: true } | { readonly done: false; readonly text: string } | { readonly error: unknown };
