/** Where a graph's draws come from. The same name and seed give the same graph on every machine. */
import { Random } from '../fuzz/random.js';
import { ChaCha12 } from './chacha12.js';

/** Uniform integers 0 … 65534. */
export interface UniformU16 {
  nextU16(): number;
}

/** `chacha12` is what Subtensor's study draws from; `splitmix64` is independent of it. */
export const RNGS = ['chacha12', 'splitmix64'] as const;
export type RngName = (typeof RNGS)[number];

export function createRandomSource(name: RngName, seed: number): UniformU16 {
  if (name === 'chacha12') return new ChaCha12(BigInt(seed));
  const random = new Random(seed);
  return { nextU16: () => random.below(65535) };
}
