import type { SubnetMechanism } from '../mechanism.js';
import { meanOf, playRounds, type Player } from './play-rounds.js';

/** Players of one seed, best first, and how to end them. */
export interface Cast<Task, Answer> {
  readonly players: ReadonlyMap<string, Player<Task, Answer>>;
  close(): Promise<unknown>;
}

/** How often scores were in the order of true quality. */
export interface Order {
  readonly seeds: number;
  /** Seeds in which every player's mean score was above the next one's. */
  readonly ordered: number;
  /** Mean score over all seeds, by player, best first. */
  readonly scores: Readonly<Record<string, number>>;
}

/** Plays some seeds, each with a cast of its own, and looks whether better players had better mean scores. */
export async function orderOf<Task, Secret, Answer, Chunk>(
  mechanism: SubnetMechanism<Task, Secret, Answer, Chunk>,
  open: (seed: string) => Promise<Cast<Task, Answer>>,
  { seeds, rounds }: { readonly seeds: number; readonly rounds: number },
): Promise<Order> {
  const of = new Map<string, number[]>();
  let ordered = 0;
  for (let seed = 0; seed < seeds; seed += 1) {
    const cast = await open(`seed ${seed}`);
    const played = await playRounds(mechanism, cast.players, { seed: `seed ${seed}`, rounds });
    await cast.close();
    const means = [...played].map(([name, scores]) => [name, meanOf(scores)] as const);
    for (const [name, mean] of means) of.set(name, [...(of.get(name) ?? []), mean]);
    if (means.every(([, mean], i) => i === 0 || mean < means[i - 1]![1])) ordered += 1;
  }
  const scores = [...of].map(([name, means]) => [name, meanOf(means)] as const);
  return { seeds, ordered, scores: Object.fromEntries(scores) };
}
