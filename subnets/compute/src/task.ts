import { jsonCodec, type Codec, type TaskMaker } from '@yumanet/subnet-kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { elementsOf, type Matrix } from './field.js';

/** Rows and columns of a round's matrices. */
export const ROUND_N = 256;

/** Two matrices to multiply; they travel as the seed that determines them. */
export interface Factors {
  /** Rows and columns: a multiple of 8, at most 1,024. */
  readonly n: number;
  /** 32 bytes in hex. */
  readonly seed: string;
}

/** What the check of the answers draws its vectors from. */
export interface Check {
  readonly seed: string;
}

const schema = z.strictObject({
  n: z.number().int().min(8).max(1_024).multipleOf(8),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
});

export const factorsCodec: Codec<Factors> = jsonCodec(schema, 'compute task');

/** Both factors, in their order. */
export function matricesOf({ n, seed }: Factors): readonly [Matrix, Matrix] {
  return [
    { n, elements: elementsOf(`${seed} left`, n * n) },
    { n, elements: elementsOf(`${seed} right`, n * n) },
  ];
}

/** A round: two matrices for each miner, its own, so that nobody's product is another's. */
export const taskMaker: TaskMaker<Factors, Check> = {
  codec: factorsCodec,
  make(seed, hotkeys) {
    const own = (what: string) => createHash('sha256').update(`compute ${what} ${seed}`).digest('hex');
    return Promise.resolve({
      asks: new Map(hotkeys.map((hotkey) => [hotkey, { n: ROUND_N, seed: own(`task ${hotkey}`) }])),
      secret: { seed: own('check') },
    });
  },
};
