import type { Context } from '@yumanet/frame';
import { Number_ } from '../system/storage.js';

/** The number of the block under construction, as the pallet counts: u64. */
export const currentBlock = (ctx: Context): bigint => BigInt(Number_.get(ctx));
