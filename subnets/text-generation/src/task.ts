import { jsonCodec, SeededRandom, type TaskMaker } from '@yumanet/subnet-kit';
import { z } from 'zod';
import { NgramModel } from './model/ngram.js';
import { question } from './reading/question.js';
import { freshText, wordsOf } from './text/fresh-text.js';
import { symbolOf } from './text/alphabet.js';
import type { Verses } from './text/load-text.js';

/** Prefixes in a round, for each miner. */
export const PREFIXES = 256;
/** Questions in a round, for each miner. */
export const QUESTIONS = 4;
/** Symbols before the one to predict. */
const PREFIX_LENGTH = 48;
/** More than that is no task. */
const MOST = { prefixes: 1_024, questions: 64, messages: 256, characters: 100_000, tokens: 8_192 };

const exam = z.strictObject({
  kind: z.literal('exam'),
  /** Beginnings of texts, each of another: what is the next symbol of each? */
  prefixes: z.array(z.string().max(1_000)).max(MOST.prefixes),
  /** Something to read with a question at its end. */
  questions: z.array(z.string().max(MOST.characters)).max(MOST.questions),
});
const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string().max(MOST.characters),
});
/** What a client asks: never scored here. */
const chat = z.strictObject({
  kind: z.literal('chat'),
  messages: z.array(message).min(1).max(MOST.messages),
  maxTokens: z.number().int().min(1).max(MOST.tokens),
});
const schema = z.discriminatedUnion('kind', [exam, chat]);

export type Exam = z.output<typeof exam>;
export type Chat = z.output<typeof chat>;
/** An exam of a validator, or a client's conversation. */
export type Task = z.output<typeof schema>;

/** What the judge knows of one miner's exam. */
export interface Key {
  /** The next symbol of each prefix. */
  readonly next: string;
  /** Probability of that symbol for whoever knows only how frequent each is: what a guess gets. */
  readonly guess: readonly number[];
  /** The answer to each question. */
  readonly references: readonly string[];
}

/** By hotkey. */
export type Keys = ReadonlyMap<string, Key>;

/** A round: prefixes of fresh text and questions, each miner's own, so that nobody's answers are another's. */
export function taskMaker(verses: () => Promise<Verses>): TaskMaker<Task, Keys> {
  return {
    codec: jsonCodec(schema, 'text-generation task'),
    async make(seed, hotkeys) {
      const { heldOut } = await verses();
      const words = wordsOf(heldOut);
      const frequencies = new NgramModel(1, heldOut);
      const exams = hotkeys.map((hotkey) => {
        const random = new SeededRandom(`text-generation task ${seed} ${hotkey}`);
        const texts = Array.from({ length: PREFIXES }, () =>
          cut(freshText(words, random, 2 * PREFIX_LENGTH), random),
        );
        const questions = Array.from({ length: QUESTIONS }, () => question(random));
        const ask: Exam = {
          kind: 'exam',
          prefixes: texts.map(({ prefix }) => prefix),
          questions: questions.map(({ text }) => text),
        };
        const next = texts.map((each) => each.next).join('');
        const key: Key = {
          next,
          guess: guesses(frequencies, next),
          references: questions.map(({ reference }) => reference),
        };
        return { hotkey, ask, key };
      });
      return {
        asks: new Map(exams.map(({ hotkey, ask }) => [hotkey, ask])),
        secret: new Map(exams.map(({ hotkey, key }) => [hotkey, key])),
      };
    },
  };
}

function cut(text: string, random: SeededRandom) {
  const from = random.below(text.length - PREFIX_LENGTH);
  return { prefix: text.slice(from, from + PREFIX_LENGTH), next: text[from + PREFIX_LENGTH]! };
}

function guesses(frequencies: NgramModel, next: string): number[] {
  const row = frequencies.distribution('');
  return [...next].map((symbol) => row[symbolOf(symbol)]!);
}
