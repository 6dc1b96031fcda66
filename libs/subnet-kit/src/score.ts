import type { Round } from './task.js';

/** How answers are judged. Pure: the same round and answers give the same scores, in whatever order the answers came. */
export interface Judge<Task, Secret, Answer> {
  /**
   * What each contribution is worth, by hotkey of everyone asked: 0 for a guess, for nonsense and for silence (no answer), 1 for
   * what could not be better.
   */
  score(
    round: Round<Task, Secret>,
    answers: ReadonlyMap<string, Answer>,
  ): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;
  /**
   * One answer out of the answers of several miners; undefined where they give none.
   *
   * @param weights how much each hotkey is trusted, at least 0; a missing one counts 0. Without weights all count alike.
   */
  compose(answers: ReadonlyMap<string, Answer>, weights?: ReadonlyMap<string, number>): Answer | undefined;
}
