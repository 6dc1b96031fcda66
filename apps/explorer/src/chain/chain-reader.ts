import {
  toHex,
  type ChainBlock,
  type ChainClient,
  type Hex,
  type LoadedRuntime,
} from '@yumanet/chain-client';
import { hasCode, isServiceError, type Clock } from '@yumanet/service-kit';
import { LRUCache } from 'lru-cache';
import type { BlockName } from '../api.js';
import { explorerError } from '../errors.js';
import type { RecentBlock, RecentBlocks } from './recent-blocks.js';
import { StateAt, type ChainGrpc } from './state-at.js';
import { summarizeBlock } from './summarize-block.js';

const CALL_MS = 10_000;
/** Answers that are kept; most are a few kB, a full subnet's some 200 kB. */
const KEPT_ANSWERS = 256;
const FRESH_MS = 1_000;

/** What the explorer asks the chain; what was asked once of a block is at hand, since a final block does not change. */
export class ChainReader {
  #state: { readonly state: StateAt; readonly since: number } | undefined;
  readonly #answers = new LRUCache<string, Promise<unknown>>({ max: KEPT_ANSWERS });

  constructor(
    private readonly client: ChainClient,
    private readonly grpc: ChainGrpc,
    readonly recent: RecentBlocks,
    private readonly clock: Clock,
  ) {}

  /** The newest final block. @throws ServiceError CHAIN_AWAY before there is one. */
  head(): BlockName {
    const newest = this.recent.newest;
    if (newest === undefined)
      throw explorerError(
        'CHAIN_AWAY',
        `chain at ${this.client.source.endpoint}: expected a block, got none`,
      );
    return { number: newest.block.number, hash: newest.block.hash };
  }

  runtime(): Promise<LoadedRuntime> {
    return this.client.runtime();
  }

  /**
   * An answer of the newest final block, or of one of the last second, worked out once for all who ask. Always a promise: what is thrown
   * while a list of questions is made would leave the failures of those before it to nobody, and that ends the process.
   */
  async atHead<T>(name: string, make: (state: StateAt) => Promise<T>): Promise<T> {
    return this.at(this.#freshState(), name, make);
  }

  /** However fast blocks come, a state is not read again sooner than this: pages are not either. */
  #freshState(): StateAt {
    const head = this.head();
    const now = this.clock.monotonic();
    const known = this.#state;
    const goes =
      known !== undefined &&
      this.recent.atHeight(known.state.block.number)?.block.hash === known.state.block.hash;
    if (known !== undefined && goes && now - known.since < FRESH_MS) return known.state;
    const state = new StateAt(head, this.client, this.grpc);
    this.#state = { state, since: now };
    return state;
  }

  /** The same of a block that another part of the answer is of. */
  at<T>(state: StateAt, name: string, make: (state: StateAt) => Promise<T>): Promise<T> {
    return this.kept(`${state.block.hash} ${name}`, () => make(state));
  }

  /** An answer that stays what it is; a failure is forgotten. */
  kept<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = make().catch((error: unknown) => {
      this.#answers.delete(key);
      throw asAway(error);
    });
    this.#answers.set(key, answer);
    return answer;
  }

  /** A final block by height or hash, of recent ones or of the chain's. @throws ServiceError BLOCK_UNKNOWN. */
  async block(ref: number | Hex): Promise<RecentBlock> {
    const recent = typeof ref === 'number' ? this.recent.atHeight(ref) : this.recent.withHash(ref);
    return recent ?? this.kept(`block ${ref}`, () => this.#fetch(ref));
  }

  async #fetch(ref: number | Hex): Promise<RecentBlock> {
    const head = this.head();
    if (typeof ref === 'number' && ref > head.number) throw unknown(ref);
    const found = await this.#get(ref).catch((error: unknown) => {
      throw isServiceError(error) && error.status === 'NOT_FOUND' ? unknown(ref) : error;
    });
    if (found === undefined || found.number > head.number) throw unknown(ref);
    return this.summarize(found);
  }

  async #get(ref: number | Hex): Promise<ChainBlock | undefined> {
    if (typeof ref === 'string') return this.client.source.block(ref);
    const { block } = await this.grpc.getBlock(
      { block: { ref: { $case: 'number', number: BigInt(ref) } } },
      { deadlineMs: CALL_MS },
    );
    const header = block?.header;
    return header && this.client.source.block(toHex(header.hash));
  }

  /** A block in short, with the issuance after it where the chain still keeps that state. */
  async summarize(block: ChainBlock): Promise<RecentBlock> {
    const runtime = await this.client.runtime();
    const issuance = await this.client
      .query('SubtensorModule', 'TotalIssuance', [], block.hash)
      .then((value) => BigInt(value.toString()))
      .catch((error: unknown) => {
        if (hasCode(error, 'STATE_DISCARDED', 'BLOCK_UNKNOWN')) return undefined;
        throw error;
      });
    return summarizeBlock(runtime, block, issuance);
  }

  forget(): void {
    this.#answers.clear();
    this.recent.clear();
  }
}

const unknown = (ref: number | Hex) =>
  explorerError('BLOCK_UNKNOWN', `block ${ref}: expected a final block of the chain, got none`);

/** Who looks at a page does not know what a stream, a call or a circuit breaker is. */
function asAway(error: unknown): unknown {
  const away = isServiceError(error) && ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.status);
  return away
    ? explorerError(
        'CHAIN_AWAY',
        'The chain does not answer; the explorer goes on trying.',
        {},
        { cause: error },
      )
    : error;
}
