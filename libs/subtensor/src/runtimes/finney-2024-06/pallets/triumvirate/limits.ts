import type { Context } from '@yumanet/frame';
import { senate } from '../senate-members/pallet.js';

/** 12 hours of 12-second blocks: the least duration of a motion. */
export const MOTION_DURATION = 3600;
/** Most active proposals. */
export const MAX_PROPOSALS = 10;
/** Votes there can be, for weights known before a call runs: a full senate. */
export const MAX_SEATS = senate.maxMembers;

/** Votes there can be now: the senators. */
export const seats = (ctx: Context): number => senate.Members.get(ctx).length;
