import { jsonCodec, type Chunks, type Codec } from '@yumanet/subnet-kit';
import { z } from 'zod';
import { SYMBOLS } from './text/alphabet.js';

/** How far a row may be from one, since it travels in decimals. */
const ROUNDING = 0.01;
const MOST_CHARACTERS = 100_000;

const row = z
  .array(z.number().min(0).max(1))
  .length(SYMBOLS)
  .refine((each) => Math.abs(each.reduce((sum, p) => sum + p, 0) - 1) <= ROUNDING, 'expected a sum of 1');
const exam = z.strictObject({
  kind: z.literal('exam'),
  /** For each prefix, how probable each symbol of the alphabet is, all of them, summing to 1; empty where it has no model. */
  distributions: z.array(row).max(1_024),
  /** An answer to each question; empty where it cannot read. */
  texts: z.array(z.string().max(MOST_CHARACTERS)).max(64),
});
const text = z.string().max(MOST_CHARACTERS);
const schema = z.discriminatedUnion('kind', [exam, z.strictObject({ kind: z.literal('chat'), text })]);

export type ExamAnswer = z.output<typeof exam>;
export type Answer = z.output<typeof schema>;

export const answerCodec: Codec<Answer> = jsonCodec(schema, 'text-generation answer');

/** What a client is told comes piece by piece. */
export const chunks: Chunks<Answer, string> = {
  codec: jsonCodec(text, 'text-generation chunk'),
  join: (parts) => ({ kind: 'chat', text: parts.join('') }),
};

/** A distribution as it travels: four decimals. */
export function toRow(distribution: ArrayLike<number>): number[] {
  return Array.from(distribution, (p) => Math.round(p * 10_000) / 10_000);
}
