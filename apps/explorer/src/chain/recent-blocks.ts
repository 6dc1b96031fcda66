import type { ChainBlock, Hex } from '@yumanet/chain-client';
import type { BlockSummary } from '../api.js';

export interface RecentBlock {
  readonly block: ChainBlock;
  readonly summary: BlockSummary;
  /** Hashes of the signed ones, by index. */
  readonly signed: ReadonlyMap<number, Hex>;
}

/** Blocks of a busy chain are large: their bytes are bounded as well as their number. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The newest final blocks, without a gap. */
export class RecentBlocks {
  readonly #keep: number;
  readonly #blocks: RecentBlock[] = [];
  #bytes = 0;

  /** @param keep how many; the oldest goes. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  get newest(): RecentBlock | undefined {
    return this.#blocks.at(-1);
  }

  /** Oldest first. */
  get all(): readonly RecentBlock[] {
    return this.#blocks;
  }

  /** A block that does not follow the newest one begins anew. */
  add(recent: RecentBlock): void {
    if (this.newest !== undefined && recent.block.number !== this.newest.block.number + 1) this.clear();
    this.#blocks.push(recent);
    this.#bytes += bytesOf(recent.block);
    while (this.#blocks.length > 1 && (this.#blocks.length > this.#keep || this.#bytes > MAX_BYTES))
      this.#bytes -= bytesOf(this.#blocks.shift()!.block);
  }

  clear(): void {
    this.#blocks.length = 0;
    this.#bytes = 0;
  }

  atHeight(height: number): RecentBlock | undefined {
    const oldest = this.#blocks[0]?.block.number ?? 0;
    return this.#blocks[height - oldest];
  }

  withHash(hash: string): RecentBlock | undefined {
    return this.#blocks.find(({ block }) => block.hash === hash);
  }

  /** Where a signed extrinsic is. */
  extrinsic(hash: string): { readonly recent: RecentBlock; readonly index: number } | undefined {
    for (const recent of this.#blocks.toReversed())
      for (const [index, each] of recent.signed) if (each === hash) return { recent, index };
    return undefined;
  }
}

const bytesOf = ({ events, extrinsics }: ChainBlock): number =>
  extrinsics.reduce((sum, { length }) => sum + length, events.length);
