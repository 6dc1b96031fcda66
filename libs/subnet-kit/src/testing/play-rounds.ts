import type { SubnetMechanism } from '../mechanism.js';

/** Whoever answers: a handler's backend, or a cheat. */
export type Player<Task, Answer> = (task: Task, round: number) => Promise<Answer | undefined>;

export interface PlayOptions {
  /** Same seed, same questions. */
  readonly seed: string;
  readonly rounds: number;
  /** Milliseconds that the validator saw. Default: what this machine's clock says. */
  readonly latencyMs?: (hotkey: string) => number;
}

/**
 * Plays rounds as a validator does: asks, judges and remembers, everyone after the other.
 *
 * @param players by hotkey; undefined for an answer is silence.
 * @returns the scores of each round, by hotkey.
 */
export async function playRounds<Task, Secret, Answer, Chunk>(
  { task, score, handler }: SubnetMechanism<Task, Secret, Answer, Chunk>,
  players: ReadonlyMap<string, Player<Task, Answer>>,
  { seed, rounds, latencyMs }: PlayOptions,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const scores = new Map<string, number[]>([...players.keys()].map((hotkey) => [hotkey, []]));
  const memories = new Map<string, Uint8Array>();
  for (let number = 0; number < rounds; number += 1) {
    const round = await task.make(`${seed} ${number}`, [...players.keys()], memories);
    const answers = new Map<string, Answer>();
    const observed = new Map<string, { latencyMs: number }>();
    for (const [hotkey, answer] of players) {
      const ask = task.codec.decode(task.codec.encode(round.asks.get(hotkey)!));
      const began = performance.now();
      const given = await answer(ask, number);
      const took = performance.now() - began;
      if (given === undefined) continue;
      observed.set(hotkey, { latencyMs: latencyMs?.(hotkey) ?? took });
      answers.set(hotkey, handler.codec.decode(handler.codec.encode(given)));
    }
    const judged = await score.score(round, answers, observed);
    for (const [hotkey, of] of scores) of.push(judged.get(hotkey) ?? 0);
    for (const [hotkey, memory] of score.remember?.(round, answers, memories) ?? [])
      memories.set(hotkey, memory);
  }
  return scores;
}

/** Mean of some numbers. */
export const meanOf = (numbers: readonly number[] = []): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
