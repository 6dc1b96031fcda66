import type { Codec } from './codec.js';

export interface HandlerOptions {
  /** One of the mechanism's `backends`. */
  readonly backend: string;
  /** SS58 address of the miner: seeds whatever it draws, so that a restart draws the same. */
  readonly hotkey: string;
  /** A folder of its own for what it has learnt; exists. */
  readonly dataDir: string;
  /** Aborts opening. */
  readonly signal: AbortSignal;
}

/** Something that answers; opened once, asked often. */
export interface Handler<Task, Answer, Chunk = never> {
  /** What it measured of itself, by name, for its operator only: nobody is scored by what he says of himself. */
  readonly facts: Readonly<Record<string, number>>;
  /**
   * The whole answer, or its chunks as they come (only in a mechanism with `chunks`). Whoever does not ask for a stream is
   * given the chunks joined.
   *
   * @param signal aborts when nobody waits for the answer any more.
   */
  answer(task: Task, signal: AbortSignal): Promise<Answer> | AsyncIterable<Chunk>;
  close(): Promise<void>;
}

/** Answers that can come piece by piece. */
export interface Chunks<Answer, Chunk> {
  readonly codec: Codec<Chunk>;
  /** The answer that chunks make, in their order; the same as if it had come whole. */
  join(chunks: readonly Chunk[]): Answer;
}

/** How a miner answers. */
export interface HandlerMaker<Task, Answer, Chunk = never> {
  readonly codec: Codec<Answer>;
  /** Present where answers may be streamed. */
  readonly chunks?: Chunks<Answer, Chunk>;
  /** Names of the ways to answer, of differing quality; the first is the default. */
  readonly backends: readonly [string, ...string[]];
  /**
   * Trains, or loads what an earlier start trained, and is then ready to answer. It runs in a process of its own and may block.
   *
   * @throws ServiceError BACKEND_UNKNOWN
   */
  open(options: HandlerOptions): Promise<Handler<Task, Answer, Chunk>>;
}

/** Whether an answer comes piece by piece. */
export function isStream<Answer, Chunk>(
  answer: Promise<Answer> | AsyncIterable<Chunk>,
): answer is AsyncIterable<Chunk> {
  return Symbol.asyncIterator in answer;
}

/** The whole answer, of a handler that gives it whole or piece by piece. */
export async function wholeAnswer<Answer, Chunk>(
  answer: Promise<Answer> | AsyncIterable<Chunk>,
  chunks: Chunks<Answer, Chunk> | undefined,
): Promise<Answer> {
  if (!isStream(answer)) return answer;
  if (!chunks)
    throw new TypeError('answer: expected a whole one of a mechanism without chunks, got a stream');
  const parts: Chunk[] = [];
  for await (const chunk of answer) parts.push(chunk);
  return chunks.join(parts);
}
