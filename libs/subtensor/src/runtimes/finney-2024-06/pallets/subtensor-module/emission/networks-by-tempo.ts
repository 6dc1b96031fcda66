import type { Context } from '@yumanet/frame';
import { Tempo } from '../storage/networks.js';

/** Netuid and tempo of every network that has a tempo, in storage order: how a block visits networks. */
export const networksByTempo = (ctx: Context): [netuid: number, tempo: number][] =>
  [...Tempo.entries(ctx)].map(([[netuid], tempo]) => [netuid, tempo]);
