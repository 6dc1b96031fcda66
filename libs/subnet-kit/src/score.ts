import type { Memories, Round } from './task.js';

/** What the validator itself saw of an answer: nobody is scored by what he says of himself. */
export interface Observed {
  /** From the question's leaving to the answer's arrival, in milliseconds: the miner's work, and the way. */
  readonly latencyMs: number;
}

/** How answers are judged. Pure: the same round and answers give the same scores, in whatever order the answers came. */
export interface Judge<Task, Secret, Answer> {
  /**
   * What each contribution is worth, by hotkey of everyone asked: 0 for a guess, for nonsense and for silence (no answer), 1 for
   * what could not be better.
   *
   * @param observed of each answer; a mechanism that counts speed gives 0 where it is missing.
   */
  score(
    round: Round<Task, Secret>,
    answers: ReadonlyMap<string, Answer>,
    observed?: ReadonlyMap<string, Observed>,
  ): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;
  /**
   * What to remember of each hotkey for the rounds to come, at most `MAX_MEMORY_BYTES` each; of whom it says nothing, what is
   * known stays. It lives as long as the hotkey's registration, and is nobody's but the validator's. Pure.
   */
  remember?(round: Round<Task, Secret>, answers: ReadonlyMap<string, Answer>, memories: Memories): Memories;
  /**
   * One answer out of the answers of several miners; undefined where they give none.
   *
   * @param weights how much each hotkey is trusted, at least 0; a missing one counts 0. Without weights all count alike.
   */
  compose(answers: ReadonlyMap<string, Answer>, weights?: ReadonlyMap<string, number>): Answer | undefined;
}
