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
export interface Handler<Task, Answer> {
  /** What it measured of itself, by name, for its operator only: nobody is scored by what he says of himself. */
  readonly facts: Readonly<Record<string, number>>;
  answer(task: Task, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** How a miner answers. */
export interface HandlerMaker<Task, Answer> {
  readonly codec: Codec<Answer>;
  /** Names of the ways to answer, of differing quality; the first is the default. */
  readonly backends: readonly [string, ...string[]];
  /**
   * Trains, or loads what an earlier start trained, and is then ready to answer. It runs in a thread of its own and may block.
   *
   * @throws ServiceError BACKEND_UNKNOWN
   */
  open(options: HandlerOptions): Promise<Handler<Task, Answer>>;
}
