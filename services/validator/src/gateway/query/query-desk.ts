import { randomUUID } from 'node:crypto';
import type { Key } from '@yumanet/chain-client';
import { hasCode, isServiceError, type Clock, type Component, type Logger } from '@yumanet/service-kit';
import type { Books } from '../books/books.js';
import type { Client, Receipt } from '../books/records.js';
import type { ClientQuotas } from '../clients/client-quotas.js';
import type { Slots } from '../clients/slots.js';
import { gatewayError } from '../errors.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { signReceipt } from '../receipts/receipt.js';

export interface QueryDeskOptions {
  readonly clock: Clock;
  readonly books: Books;
  readonly key: Key;
  readonly netuid: number;
  readonly priceRao: bigint;
  readonly quotas: ClientQuotas;
  readonly slots: Slots;
  /** Milliseconds that a query may take, from its place on. */
  readonly queryMs: number;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** A client's question, checked. */
export interface Ask {
  readonly client: Client;
  /** SHA-256 in hex of the task's bytes. */
  readonly requestHash: string;
  readonly idempotencyKey: string | undefined;
  /** Aborts when the client is gone; whoever works for it listens, too. */
  readonly gone: AbortSignal;
}

/** What miners answered. */
export interface Delivery {
  /** JSON of the answer. */
  readonly answer: string;
  /** SHA-256 in hex of the answer's bytes. */
  readonly responseHash: string;
  /** SS58 of whose it is. */
  readonly miners: readonly string[];
}

/** What a client is given. */
export interface Answered {
  readonly receipt: Receipt;
  /** JSON. */
  readonly answer: string;
  /** Whether it was answered before, to the same idempotency key. */
  readonly isKept: boolean;
}

/**
 * Lets queries in and sees to it that each is paid for once: its price is held before a miner is asked, and turned into a charge
 * before the answer is given out whole; otherwise it goes back. So a query without an answer costs nothing, also when the process
 * dies at any moment, and an answer that was charged and lost on its way can be fetched again by its idempotency key.
 */
export class QueryDesk implements Component {
  readonly name = 'gateway-desk';
  readonly #options: QueryDeskOptions;
  readonly #open = new Map<string, Promise<unknown>>();
  readonly #keys = new Set<string>();

  constructor(options: QueryDeskOptions) {
    this.#options = options;
  }

  /** Waits for the queries that are under way. */
  async drain(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open.values());
  }

  /**
   * One query from its admission to its receipt.
   *
   * @param work asks miners; its signal aborts when the time is over, and it must end then.
   * @throws ServiceError CLIENT_BUSY, RATE_EXCEEDED, GATEWAY_BUSY, BALANCE_TOO_LOW, QUERY_TIMEOUT, QUERY_IN_PROGRESS,
   *   IDEMPOTENCY_CONFLICT; what `work` throws. Nothing is charged then.
   */
  async answer(ask: Ask, work: (signal: AbortSignal) => Promise<Delivery>): Promise<Answered> {
    const { clock, metrics } = this.#options;
    const began = clock.monotonic();
    try {
      const kept = this.#kept(ask);
      if (kept) {
        metrics.queries.inc({ outcome: 'KEPT' });
        return kept;
      }
      const answered = await this.#exclusively(ask, () => this.#admit(ask, work));
      metrics.queries.inc({ outcome: 'OK' });
      metrics.querySeconds.observe((clock.monotonic() - began) / 1_000);
      return answered;
    } catch (error) {
      metrics.queries.inc({ outcome: isServiceError(error) ? error.code : 'INTERNAL' });
      throw error;
    }
  }

  #kept({ client, idempotencyKey, requestHash }: Ask): Answered | undefined {
    const { books } = this.#options;
    const kept = idempotencyKey === undefined ? undefined : books.kept(client.id, idempotencyKey);
    if (!kept) return undefined;
    if (kept.requestHash !== requestHash)
      throw gatewayError(
        'IDEMPOTENCY_CONFLICT',
        'Idempotency-Key: expected the request of before, got another',
      );
    const receipt = books.receipt(client.id, kept.number);
    return receipt && { receipt, answer: kept.answer, isKept: true };
  }

  /** Two requests with one idempotency key never run at the same time. */
  async #exclusively<T>({ client, idempotencyKey }: Ask, work: () => Promise<T>): Promise<T> {
    if (idempotencyKey === undefined) return work();
    const key = `${client.id} ${idempotencyKey}`;
    if (this.#keys.has(key))
      throw gatewayError(
        'QUERY_IN_PROGRESS',
        'Idempotency-Key: expected one without a query under way, got one',
      );
    this.#keys.add(key);
    try {
      return await work();
    } finally {
      this.#keys.delete(key);
    }
  }

  async #admit(ask: Ask, work: (signal: AbortSignal) => Promise<Delivery>): Promise<Answered> {
    const { quotas, slots } = this.#options;
    const end = quotas.begin(ask.client.id);
    try {
      const free = await slots.take(ask.gone);
      const queryId = randomUUID();
      const run = this.#run(queryId, ask, work).finally(free);
      this.#open.set(queryId, run);
      return await run.finally(() => this.#open.delete(queryId));
    } finally {
      end();
    }
  }

  async #run(queryId: string, ask: Ask, work: (signal: AbortSignal) => Promise<Delivery>): Promise<Answered> {
    const { books, priceRao, metrics } = this.#options;
    await this.#written(books.reserve(ask.client.id, queryId, priceRao));
    let delivery: Delivery;
    try {
      delivery = await this.#inTime(work);
    } catch (error) {
      await this.#written(books.refund(queryId));
      throw error;
    }
    const receipt = await this.#written(this.#settle(queryId, ask, delivery));
    metrics.chargedRao.inc(Number(priceRao));
    return { receipt, answer: delivery.answer, isKept: false };
  }

  #settle(queryId: string, ask: Ask, { answer, responseHash, miners }: Delivery): Promise<Receipt> {
    const { books, key, netuid, priceRao, clock } = this.#options;
    const { client, requestHash, idempotencyKey } = ask;
    const at = Math.floor(clock.now());
    const facts = { clientId: client.id, queryId, netuid, requestHash, responseHash, miners, priceRao, at };
    return books.settle(queryId, {
      receipt: (number, balanceAfterRao) => signReceipt(key, { ...facts, number, balanceAfterRao }),
      keep:
        idempotencyKey === undefined
          ? undefined
          : { key: idempotencyKey, answer: { requestHash, at, answer } },
    });
  }

  /** The work must listen to its signal: only it knows what of an answer was given out already. */
  async #inTime(work: (signal: AbortSignal) => Promise<Delivery>): Promise<Delivery> {
    const { clock, queryMs: ms } = this.#options;
    const controller = new AbortController();
    const late = gatewayError('QUERY_TIMEOUT', `query: expected an answer within ${ms} ms, got none`, { ms });
    const timer = clock.after(ms, () => controller.abort(late));
    try {
      return await work(controller.signal);
    } finally {
      timer.cancel();
    }
  }

  /** A change of the books that fails for no fault of the client's ends the service: it could charge no longer. */
  async #written<T>(change: Promise<T>): Promise<T> {
    try {
      return await change;
    } catch (error) {
      if (!hasCode(error, 'BALANCE_TOO_LOW')) {
        this.#options.logger.error({ error }, 'books not written');
        this.#options.onFatal(error);
      }
      throw error;
    }
  }
}
