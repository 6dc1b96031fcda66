import type { Call } from '@polkadot/types/interfaces';
import { hasCode, isServiceError, withDeadline, type Clock, type Logger } from '@yumanet/service-kit';
import { clientError } from '../errors.js';
import type { Key } from '../keys/key.js';
import type { LoadedRuntime } from '../metadata/load-runtime.js';
import type { ChainSource, ExtrinsicState } from '../source.js';
import { birthOf } from './birth-of.js';
import { NonceLane, type NonceFate } from './nonce-lane.js';
import { receiptIn, type Receipt } from './receipt.js';
import { signExtrinsic, type SignedExtrinsic } from './sign-extrinsic.js';

export interface SendOptions {
  /** Milliseconds for everything together. Default 120,000. */
  readonly deadlineMs?: number;
  /** When it counts as done. Default `finalized`. */
  readonly until?: 'inBlock' | 'finalized';
  /** Blocks the signature stays valid. Default 64; 0: for ever. */
  readonly eraBlocks?: number;
  /** The last block that may hold it: its era is over then. */
  readonly lastBlock?: number;
  readonly tipRao?: bigint;
  readonly signal?: AbortSignal;
}

export interface SenderParts {
  readonly source: ChainSource;
  readonly runtime: () => Promise<LoadedRuntime>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A stale nonce shows as one of these; signing again with the chain's own nonce helps. */
const STALE = /outdated|priority is too low|too low priority/i;
const MAX_SIGNATURES = 4;

/** Signs and sends for one key; may be used by many at once. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #key: Key;
  readonly #lane: NonceLane;

  constructor(parts: SenderParts, key: Key) {
    this.#parts = parts;
    this.#key = key;
    this.#lane = new NonceLane(() => parts.source.nextNonce(key.publicKey));
  }

  get address(): string {
    return this.#key.address;
  }

  /**
   * Sends a call and waits until it is in a block, or final. A connection that is lost meanwhile does not lose the extrinsic: it is
   * looked for in the final blocks until its era is over.
   *
   * @throws ServiceError POOL_REFUSED, NOT_LEADER, EXTRINSIC_FAILED, EXTRINSIC_LOST, DEADLINE_EXCEEDED (it may still come: `data.hash`), CANCELLED.
   */
  async send(call: Call, options: SendOptions = {}): Promise<Receipt> {
    const { clock } = this.#parts;
    const { deadlineMs = 120_000, signal } = options;
    const what = `send ${call.section}.${call.method}`;
    return withDeadline({ clock, ms: deadlineMs, what, signal }, async (ended) => {
      const accepted = await this.#accepted(call, options, ended);
      try {
        return await this.#outcome(accepted, options.until ?? 'finalized', ended);
      } finally {
        await accepted.states.return?.(undefined);
      }
    });
  }

  /** Signs, and again where the nonce was stale, until the pool has it. */
  async #accepted(call: Call, options: SendOptions, signal: AbortSignal): Promise<Accepted> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcome = await this.#lane.withNonce((nonce) => this.#offer(call, nonce, options, signal));
        if ('refused' in outcome) throw outcome.refused;
        return outcome;
      } catch (error) {
        if (!isStale(error) || attempt >= MAX_SIGNATURES) throw error;
        this.#parts.logger.debug({ error, attempt }, 'stale nonce: signing again');
      }
    }
  }

  /** One signature to the pool, until it says a first word. */
  async #offer(
    call: Call,
    nonce: number,
    options: SendOptions,
    signal: AbortSignal,
  ): Promise<{ fate: NonceFate; result: Accepted | { refused: Error } }> {
    const signed = await this.#sign(call, nonce, options, signal);
    const states = this.#parts.source.watch(signed.bytes, signal)[Symbol.asyncIterator]();
    try {
      const first = await states.next();
      return { fate: 'taken', result: { signed, states, first: first.done ? undefined : first.value } };
    } catch (error) {
      // Not sent, or refused for another reason than its nonce: the nonce is free.
      const unused =
        hasCode(error, 'NOT_CONNECTED', 'NOT_LEADER') || (hasCode(error, 'POOL_REFUSED') && !isStale(error));
      if (unused) return { fate: 'free', result: { refused: await this.#tooLate(signed, error) } };
      // It may have arrived: the final blocks will tell.
      if (mayHaveArrived(error)) return { fate: 'unknown', result: { signed, states, first: undefined } };
      throw error;
    }
  }

  /** What a pool says of an era that is over is `bad signature`: the hash of its first block is another one then. */
  async #tooLate({ death, hash, nonce }: SignedExtrinsic, refusal: Error): Promise<Error> {
    if (death === undefined || !hasCode(refusal, 'POOL_REFUSED')) return refusal;
    const best = await this.#parts.source.head('best').catch(() => undefined);
    if (best === undefined || best.number < death) return refusal;
    const what = `extrinsic ${hash}: expected the pool before its era ended in block ${death}, got block ${best.number}`;
    return clientError('EXTRINSIC_LOST', what, { hash, why: 'era', nonce }, { cause: refusal });
  }

  async #sign(
    call: Call,
    nonce: number,
    options: SendOptions,
    signal: AbortSignal,
  ): Promise<SignedExtrinsic> {
    const { eraBlocks = 64, lastBlock, tipRao } = options;
    const [runtime, birth] = await Promise.all([
      this.#parts.runtime(),
      birthOf(this.#parts.source, { eraBlocks, lastBlock }, signal),
    ]);
    return signExtrinsic(runtime, call, this.#key, {
      nonce,
      birth,
      eraBlocks,
      ...(tipRao === undefined ? {} : { tipRao }),
    });
  }

  async #outcome(
    { signed, states, first }: Accepted,
    until: 'inBlock' | 'finalized',
    signal: AbortSignal,
  ): Promise<Receipt> {
    try {
      for (let state = first; ;) {
        if (state?.kind === 'lost') {
          this.#lane.forget();
          const what = `extrinsic ${signed.hash}: expected a block, got ${state.why}`;
          throw clientError('EXTRINSIC_LOST', what, {
            hash: signed.hash,
            why: state.why,
            nonce: signed.nonce,
          });
        }
        if (state && (state.kind === 'finalized' || (state.kind === 'inBlock' && until === 'inBlock'))) {
          const receipt = receiptIn(
            await this.#parts.runtime(),
            await this.#parts.source.block(state.blockHash),
            signed.hash,
          );
          if (receipt) return receipt;
        }
        const next = await states.next();
        if (next.done) break;
        state = next.value;
      }
    } catch (error) {
      if (!isServiceError(error) || error.status !== 'UNAVAILABLE') throw error;
    }
    return this.#search(signed, signal);
  }

  /** The watch ended early: the final blocks tell. */
  async #search(signed: SignedExtrinsic, signal: AbortSignal): Promise<Receipt> {
    const { source, logger } = this.#parts;
    logger.info({ hash: signed.hash }, 'watch ended early: looking in the final blocks');
    this.#lane.forget();
    for await (const block of source.finalizedBlocks(signed.birth + 1, signal)) {
      const receipt = receiptIn(await this.#parts.runtime(), block, signed.hash);
      if (receipt) return receipt;
      if (signed.death !== undefined && block.number >= signed.death) break;
    }
    throw clientError(
      'EXTRINSIC_LOST',
      `extrinsic ${signed.hash}: expected a block before its era ended, got none`,
      {
        hash: signed.hash,
        why: 'era',
        nonce: signed.nonce,
      },
    );
  }
}

interface Accepted {
  readonly signed: SignedExtrinsic;
  readonly states: AsyncIterator<ExtrinsicState>;
  readonly first: ExtrinsicState | undefined;
}

function mayHaveArrived(error: unknown): boolean {
  return isServiceError(error) && ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.status);
}

function isStale(error: unknown): boolean {
  return (
    hasCode(error, 'POOL_REFUSED') &&
    STALE.test(`${String(error.data['rpcData'])} ${String(error.data['rpcMessage'])}`)
  );
}
