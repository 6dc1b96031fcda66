import { addWeight, mulWeight, weight, type Context, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';
import { MaxPending, MaxProxies } from './constants.js';

/** Weights of pallet_proxy (SubstrateWeight), at the most proxies and announcements that an account may have. */
const byProxies =
  (base: number, each: number, writes: number) =>
  (ctx: Context): WeightValue =>
    addWeight(weight(base, 4706), mulWeight(weight(each), ctx.constant(MaxProxies)), db(1, writes));

const byPending =
  (base: number, eachPending: number, eachProxy: number, reads: number) =>
  (ctx: Context): WeightValue =>
    addWeight(
      weight(base, 5698),
      mulWeight(weight(eachPending), ctx.constant(MaxPending)),
      mulWeight(weight(eachProxy), ctx.constant(MaxProxies)),
      db(reads, 2),
    );

export const proxy = byProxies(15_919_146, 31_768, 0);
export const proxyAnnounced = byPending(40_373_648, 166_936, 54_329, 3);
export const removeAnnouncement = byPending(25_112_188, 189_027, 26_683, 2);
export const rejectAnnouncement = byPending(25_359_291, 181_470, 17_725, 2);
export const announce = byPending(36_727_868, 167_060, 59_836, 3);
export const addProxy = byProxies(26_611_090, 85_165, 1);
export const removeProxy = byProxies(26_904_510, 61_668, 1);
export const removeProxies = byProxies(23_618_441, 44_009, 1);
export const createPure = byProxies(28_632_271, 2_453, 1);
export const killPure = byProxies(24_874_553, 38_799, 1);
