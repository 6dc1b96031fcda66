import { mostTrusted, type Judge } from '@yumanet/subnet-kit';
import { createHash } from 'node:crypto';
import { productCodec } from './answer.js';
import type { Matrix } from './field.js';
import { isProduct } from './freivalds.js';
import { matricesOf, type Check, type Factors } from './task.js';

/** Operations (a product and a sum are two) per second that score one half. */
export const HALF_RATE = 1e9;

/** From 0 to below 1, ever rising with the rate. @param rate operations per second. */
export function scoreOf(rate: number): number {
  return rate / (rate + HALF_RATE);
}

/** Operations per second of a miner that took so long for a product of n × n matrices, the way included. */
export function rateOf(n: number, latencyMs: number): number {
  return (2 * n ** 3) / (Math.max(latencyMs, 0.001) / 1_000);
}

/** A right product is worth its speed, as the validator's clock sees it; one wrong element makes it worth nothing. */
export const judge: Judge<Factors, Check, Matrix> = {
  score({ asks, secret }, answers, observed) {
    return new Map(
      [...asks].map(([hotkey, factors]) => {
        const [answer, seen] = [answers.get(hotkey), observed?.get(hotkey)];
        if (!answer || !seen || !isRight(factors, answer, secret)) return [hotkey, 0];
        return [hotkey, scoreOf(rateOf(factors.n, seen.latencyMs))];
      }),
    );
  },

  /** Of answers to one task, the one that most trust stands behind. */
  compose: (answers, weights) => mostTrusted(answers, (answer) => hashOf(answer), weights),
};

/** The vectors depend on the secret and on the answer itself: nobody can know them before it answers. */
function isRight(factors: Factors, answer: Matrix, { seed }: Check): boolean {
  const [a, b] = matricesOf(factors);
  return isProduct(a, b, answer, `${seed} ${hashOf(answer)}`);
}

function hashOf(answer: Matrix): string {
  return createHash('sha256').update(productCodec.encode(answer)).digest('hex');
}
