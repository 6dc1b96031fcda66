import type { Miner } from './miners.js';

/**
 * In which order miners are asked: drawn by lot, each first with a chance as large as its incentive's share, so that traffic goes
 * where the network sees quality and no single miner has to bear it all. Who failed lately comes last.
 *
 * @param random uniform in [0, 1).
 */
export function routeOrder(
  miners: readonly Miner[],
  isCooling: (hotkey: string) => boolean,
  random: () => number,
): Miner[] {
  return miners
    .map((miner) => ({
      miner,
      cooling: isCooling(miner.hotkey),
      // Efraimidis and Spirakis: the earliest of exponential clocks. Nobody's rate is zero: who is new is asked at the end.
      at: -Math.log(1 - random()) / (miner.incentive + LEAST),
    }))
    .sort((a, b) => Number(a.cooling) - Number(b.cooling) || a.at - b.at)
    .map(({ miner }) => miner);
}

/** Of 65,535: what a miner without incentive counts. */
const LEAST = 1;
