import { jsonCodec, type Codec } from '@yumanet/subnet-kit';
import { z } from 'zod';
import { CLASSES } from './digits/load-digits.js';

/** How far a row may be from one, since it travels in decimals. */
const ROUNDING = 0.01;

const row = z
  .array(z.number().min(0).max(1))
  .length(CLASSES)
  .refine((each) => Math.abs(each.reduce((sum, p) => sum + p, 0) - 1) <= ROUNDING, 'expected a sum of 1');
const schema = z.strictObject({ probabilities: z.array(row).min(1).max(1_000) });

/** For each image, how probable each digit is; a row sums to 1. */
export interface Answer {
  readonly probabilities: readonly (readonly number[])[];
}

export const answerCodec: Codec<Answer> = jsonCodec(schema, 'image-recognition answer');

/** Rows of `CLASSES` numbers one after the other as an answer, to four decimals. */
export function answerOf(values: ArrayLike<number>): Answer {
  const rows = values.length / CLASSES;
  const rounded = (i: number) => Math.round((values[i] ?? 0) * 10_000) / 10_000;
  return {
    probabilities: Array.from({ length: rows }, (_, i) =>
      Array.from({ length: CLASSES }, (_unused, digit) => rounded(i * CLASSES + digit)),
    ),
  };
}
