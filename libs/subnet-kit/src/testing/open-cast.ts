import { wholeAnswer } from '../handler.js';
import type { SubnetMechanism } from '../mechanism.js';
import type { Cast } from './order-of.js';
import type { Player } from './play-rounds.js';

export interface OpenCastOptions {
  /** Best first. Default: all. */
  readonly backends?: readonly string[];
  /** Where a backend may write; exists. */
  readonly dataDir: (backend: string) => string;
  /** Whatever a backend draws, it draws from its name and this. Default: none. */
  readonly seed?: string;
}

/** Opens backends as a miner does, each as a player of its name. */
export async function openCast<Task, Secret, Answer, Chunk>(
  { handler }: SubnetMechanism<Task, Secret, Answer, Chunk>,
  { backends = handler.backends, dataDir, seed = '' }: OpenCastOptions,
): Promise<Cast<Task, Answer>> {
  const { signal } = new AbortController();
  const opened = await Promise.all(
    backends.map((backend) =>
      handler.open({ backend, hotkey: `${backend} ${seed}`, dataDir: dataDir(backend), signal }),
    ),
  );
  const players = backends.map((name, i): [string, Player<Task, Answer>] => [
    name,
    (task) => wholeAnswer(opened[i]!.answer(task, signal), handler.chunks),
  ]);
  return {
    players: new Map(players),
    close: () => Promise.all(opened.map((each) => each.close())),
  };
}
