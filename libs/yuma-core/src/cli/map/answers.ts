/** W_H* by bisection: an answer per point and stake, as soon as its draws are there. */
import { answerOf, type Answer } from '../../map/answer.js';
import type { MapPoint } from '../../map/point.js';
import type { Retention } from '../../map/retention.js';
import { runTasks } from '../pool/run-tasks.js';
import type { Progress } from '../progress.js';

export interface Question {
  readonly point: MapPoint;
  readonly stake: number;
  readonly seeds: readonly number[];
}

export interface AnswerOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Yields the answers in the order of the questions; those whose draws an interruption left out are not yielded. */
export async function* answers(
  questions: readonly Question[],
  { threads, signal, progress }: AnswerOptions,
): AsyncGenerator<{ readonly question: Question; readonly answer: Answer }> {
  const tasks = questions.flatMap(({ point, stake, seeds }, which) =>
    seeds.map((seed, draw) => ({ which, draw, input: { point, stake, seed } })),
  );
  const draws = questions.map(() => [] as Retention[]);
  const left = questions.map(({ seeds }) => seeds.length);
  let next = 0;
  let done = 0;
  const inputs = tasks.map(({ input }) => input);
  for await (const { index, result } of runTasks('retention', inputs, { threads, signal })) {
    const { which, draw } = tasks[index]!;
    draws[which]![draw] = result;
    left[which]!--;
    progress.update(`${++done} of ${tasks.length} draws`);
    for (; next < questions.length && left[next] === 0; next++) {
      yield { question: questions[next]!, answer: answerOf(questions[next]!.stake, draws[next]!) };
    }
  }
}
