import type { ChainBlock, ChainClient } from '@yumanet/chain-client';
import type { Component, Health, Logger } from '@yumanet/service-kit';
import type { Books } from '../books/books.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { depositsOf } from './deposits-of.js';

export interface BlockFollowerOptions {
  readonly client: Pick<ChainClient, 'source' | 'runtime' | 'events' | 'finalizedBlocks'>;
  readonly books: Books;
  /** Account that deposits go to: 64 hex digits. */
  readonly depositTo: string;
  readonly metrics: GatewayMetrics;
  readonly health: Health;
  readonly logger: Logger;
  /** Told of each final block when its deposits are in the books. */
  readonly onBlock: (block: ChainBlock) => void;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** Takes the deposits of every final block into the books, each once, from where the books end. */
export class BlockFollower implements Component {
  readonly name = 'gateway-deposits';
  readonly #options: BlockFollowerOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: BlockFollowerOptions) {
    this.#options = options;
  }

  /** @throws ServiceError BOOKS_OTHER for the books of another chain, and as the endpoint's reads. */
  async start(): Promise<void> {
    const { client, books, onFatal } = this.#options;
    await books.bindChain((await client.runtime()).facts.genesisHash);
    const { number } = await client.source.head('finalized');
    await books.beginAt(number);
    this.#running = this.#run(books.cursor ?? number).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) onFatal(error);
    });
  }

  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(from: number): Promise<void> {
    const { client, books, onBlock, health, metrics } = this.#options;
    for await (const block of client.finalizedBlocks(from + 1, this.#stop.signal)) {
      await this.#takeIn(block);
      metrics.block.set(books.cursor ?? 0);
      health.set('gateway-deposits', {});
      onBlock(block);
    }
  }

  async #takeIn(block: ChainBlock): Promise<void> {
    const { client, books, depositTo, metrics, logger } = this.#options;
    const deposits = depositsOf(await client.events(block), depositTo);
    for (const { clientId, rao, from } of await books.credit(block.number, deposits)) {
      metrics.deposits.inc({ of: clientId === undefined ? 'nobody' : 'client' });
      const facts = { block: block.number, from, rao: String(rao), client: clientId };
      if (clientId === undefined) logger.warn(facts, 'deposit of a coldkey that no client has');
      else logger.info(facts, 'deposit');
    }
  }
}
