import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';

/** Blocks in which a check that depends on time passes, both ends included; without `until` it passes ever after. */
export interface BlockWindow {
  readonly from: bigint;
  readonly until?: bigint;
}

/** Passes at every block. */
export const ALWAYS: BlockWindow = { from: 0n };

export const inWindow = ({ from, until }: BlockWindow, block: bigint): boolean =>
  block >= from && (until === undefined || block <= until);

export const isNow = (ctx: Context, window: BlockWindow): boolean => inWindow(window, currentBlock(ctx));
