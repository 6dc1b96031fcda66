import type { ChainClient, ConnectionState } from '@yumanet/chain-client';
import {
  backoffDelay,
  messageOf,
  sleep,
  type Clock,
  type Component,
  type Logger,
} from '@yumanet/service-kit';
import type { BlockSummary, LinkState } from '../api.js';
import type { ChainReader } from './chain-reader.js';

export interface ChainFollowerOptions {
  readonly client: ChainClient;
  readonly reader: ChainReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onBlock: (block: BlockSummary) => void;
  readonly onState: () => void;
}

/** Blocks that are fetched at the start and after a long absence: some seconds' work. */
const BACKFILL = 96;
const BACKOFF = { initialMs: 100, maxMs: 2_000 };

/** Hears every final block. The chain may come late, go away, and come back as another one: that begins anew. */
export class ChainFollower implements Component {
  readonly name = 'chain-follower';
  readonly #options: ChainFollowerOptions;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;
  #started = false;
  #state: LinkState = 'connecting';
  #genesis: string | null = null;

  constructor(options: ChainFollowerOptions) {
    this.#options = options;
    options.client.source.onState((state) => {
      if (this.#genesis !== null) this.#become(state);
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  get genesis(): string | null {
    return this.#genesis;
  }

  start(): Promise<void> {
    this.#running = this.#run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#options.client.stop();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#options;
    const { signal } = this.#ended;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const from = await this.#meet();
        failures = 0;
        await this.#follow(from);
      } catch (error) {
        if (signal.aborted) return;
        this.#become('connecting');
        logger.debug({ error: messageOf(error) }, 'chain: again');
      }
      await sleep(clock, backoffDelay(failures, BACKOFF), signal).catch(() => undefined);
    }
  }

  /** @returns the first height to hear. */
  async #meet(): Promise<number> {
    const { client, reader, logger } = this.#options;
    // Its first start loads the runtime; later on the client keeps watch of it.
    if (!this.#started) await client.start(this.#ended.signal);
    this.#started = true;
    const { genesisHash } = await client.source.runtime();
    const head = await client.source.head('finalized');
    const seen = reader.recent.newest?.block;
    const another = this.#genesis !== null && this.#genesis !== genesisHash;
    if (another || (seen !== undefined && seen.number > head.number)) {
      logger.warn({ genesisHash, head: head.number }, 'another chain, or an earlier state of it: begun anew');
      reader.forget();
    }
    this.#genesis = genesisHash;
    this.#become('connected');
    const oldest = Math.max(0, head.number - BACKFILL + 1);
    const next = reader.recent.newest === undefined ? oldest : reader.recent.newest.block.number + 1;
    return Math.max(oldest, next);
  }

  /** Ends when the connection is lost, so that whoever answers next is met first; a chain that is silent is waited for. */
  async #follow(from: number): Promise<void> {
    const { client, reader, onBlock } = this.#options;
    const round = new AbortController();
    const end = () => round.abort();
    this.#ended.signal.addEventListener('abort', end, { once: true });
    const stop = client.source.onState((state) => {
      if (state === 'connecting') end();
    });
    try {
      for await (const block of client.finalizedBlocks(from, round.signal)) {
        const recent = await reader.summarize(block);
        reader.recent.add(recent);
        onBlock(recent.summary);
        if (round.signal.aborted) return;
      }
    } finally {
      stop();
      this.#ended.signal.removeEventListener('abort', end);
    }
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState();
  }
}
