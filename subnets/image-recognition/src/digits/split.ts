import { SeededRandom } from '@yumanet/subnet-kit';
import type { Digits } from './load-digits.js';

/** Every fifth image is for judging. */
const HELD_OUT_EVERY = 5;
/** A miner's share: so many of the 8,000 images for learning. */
export const SHARE = 2_000;

/** Images that are only judged with. Nobody can be kept from learning them: that is why each is transformed anew. */
export function heldOut({ labels }: Digits): number[] {
  return [...labels.keys()].filter((index) => index % HELD_OUT_EVERY === 0);
}

/** The images that a miner learns from: its own share, drawn by its hotkey. */
export function shareOf({ labels }: Digits, hotkey: string): number[] {
  const forLearning = [...labels.keys()].filter((index) => index % HELD_OUT_EVERY !== 0);
  return new SeededRandom(`image-recognition share ${hotkey}`).shuffled(forLearning).slice(0, SHARE);
}
