/** Scores follow perplexity, and whoever has no model earns nothing. */
import { isStream } from '@yumanet/subnet-kit';
import { meanOf, openCast, orderOf, playRounds, type Cast, type Player } from '@yumanet/subnet-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALPHABET, lossOf, mechanism, type Answer, type Exam, type Task } from '../src/index.js';
import { loadText } from '../src/text/load-text.js';

const NGRAMS = ['ngram-6', 'ngram-3', 'ngram-2', 'ngram-1'];
const open = (seed: string) => openCast(mechanism, { backends: NGRAMS, seed, dataDir: () => '/nowhere' });
let cast: Cast<Task, Answer>;
beforeAll(async () => void (cast = await open('cheats')));
afterAll(() => cast.close());

const certain = (symbol: string) => Array.from(ALPHABET, (each) => (each === symbol ? 1 : 0));
const uniform = Array.from(ALPHABET, () => 1 / ALPHABET.length);
const answering =
  (row: (prefix: string) => number[], texts: (exam: Exam) => string[] = () => []): Player<Task, Answer> =>
  (task) => {
    const exam = task as Exam;
    return Promise.resolve({ kind: 'exam', distributions: exam.prefixes.map(row), texts: texts(exam) });
  };
const meansOf = async (players: Record<string, Player<Task, Answer>>, rounds = 4) => {
  const scores = await playRounds(mechanism, new Map(Object.entries(players)), { seed: 'cheats', rounds });
  return new Map([...scores].map(([name, of]) => [name, meanOf(of)]));
};

describe('scores', () => {
  it('order the models by their perplexity', async () => {
    // Twenty seeds: bench/order.mjs.
    const { ordered, scores } = await orderOf(mechanism, open, { seeds: 2, rounds: 2 });
    expect(ordered).toBe(2);
    expect(scores['ngram-1']).toBeLessThan(0.01);
  });

  it('are the likelihood of what was committed to', async () => {
    const { asks, secret } = await mechanism.task.make('likelihood', ['a']);
    const key = secret.get('a')!;
    const exam = {
      kind: 'exam' as const,
      texts: [],
      distributions: asks.size ? [...key.next].map(certain) : [],
    };
    expect(lossOf(exam, key)).toBe(0);
    const flat = { ...exam, distributions: exam.distributions.map(() => uniform) };
    expect(lossOf(flat, key)).toBeCloseTo(Math.log(ALPHABET.length), 10);
    const all = { ...exam, texts: [...key.references] };
    const round = { asks, secret };
    expect((await mechanism.score.score(round, new Map([['a', all]]))).get('a')).toBe(1);
  });

  it('are next to nothing for a table of the whole text, held-out verses included', async () => {
    const verses = await loadText();
    const text = [...verses.forLearning, ...verses.heldOut].join(' ');
    // What follows the longest end of the prefix that stands in the text, if it is long enough to be a memory of it.
    const lookUp = (prefix: string): number[] => {
      const at = text.indexOf(prefix.slice(-24));
      return at < 0 ? uniform : certain(text[at + 24] ?? ' ');
    };
    const means = await meansOf({ honest: cast.players.get('ngram-6')!, table: answering(lookUp) });
    expect(means.get('table')).toBe(0);
    expect(means.get('honest')).toBeGreaterThan(0.15);
  });

  it('are nothing for copies, a flat row, loud guesses, repeated questions and names at random', async () => {
    const honest = cast.players.get('ngram-6')!;
    let copied: Answer | undefined;
    const names = ['Adam', 'Eve', 'Noah', 'Sarah', 'Isaac'].join(' ');
    const means = await meansOf({
      honest: async (task, round) => (copied = await honest(task, round)),
      copier: () => Promise.resolve(copied),
      flat: answering(() => uniform),
      loud: answering(() => certain(' ')),
      parrot: answering(
        () => uniform,
        ({ questions }) => [...questions],
      ),
      names: answering(
        () => uniform,
        ({ questions }) => questions.map(() => names),
      ),
      short: answering(
        () => uniform,
        () => ['Adam'],
      ),
    });
    expect(means.get('honest')).toBeGreaterThan(0.15);
    for (const cheat of ['copier', 'flat', 'loud', 'parrot', 'names', 'short'])
      expect(means.get(cheat), cheat).toBe(0);
  });

  it('detect a copy even of a model that is worth something to the copier, and with noise upon it', async () => {
    const round = await mechanism.task.make('copy', ['honest', 'copier']);
    const honest = (await cast.players.get('ngram-6')!(round.asks.get('honest')!, 0)) as Answer & {
      kind: 'exam';
    };
    const noisy = honest.distributions.map((row) => row.map((p) => 0.7 * p + 0.3 / ALPHABET.length));
    const { copiesOf } = await import('../src/index.js');
    const answers = new Map<string, Answer>([
      ['honest', honest],
      ['copier', { ...honest, distributions: noisy }],
    ]);
    expect([...copiesOf(round.secret, answers)]).toEqual(['copier']);
  });

  it('have no place for what a miner says of itself', () => {
    const { codec } = mechanism.handler;
    const bytes = (answer: object) => Buffer.from(JSON.stringify(answer));
    const honest = { kind: 'exam', distributions: [uniform], texts: [] };
    expect(codec.decode(bytes(honest))).toEqual(honest);
    const twice = { ...honest, distributions: [uniform.map((p) => 2 * p)] };
    for (const boast of [{ ...honest, logprobs: [0] }, { ...honest, perplexity: 1 }, twice])
      expect(() => codec.decode(bytes(boast))).toThrow(expect.objectContaining({ code: 'BODY_INVALID' }));
  });
});

describe('an n-gram model', () => {
  it('talks piece by piece, the same to the same question', async () => {
    const { signal } = new AbortController();
    const options = { backend: 'ngram-6', hotkey: 'talker', dataDir: '/nowhere', signal };
    const handler = await mechanism.handler.open(options);
    const chat: Task = {
      kind: 'chat',
      messages: [{ role: 'user', content: 'And God said' }],
      maxTokens: 20,
    };
    const listen = async () => {
      const answer = handler.answer(chat, signal);
      const pieces: string[] = [];
      if (isStream(answer)) for await (const piece of answer) pieces.push(piece);
      return pieces;
    };
    const pieces = await listen();
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('').length).toBeLessThanOrEqual(80);
    expect(await listen()).toEqual(pieces);
  });
});
