import { SeededRandom } from '@yumanet/subnet-kit';
import { readFile } from 'node:fs/promises';
import { normalised } from './alphabet.js';

const FILE = new URL('../../data/genesis.txt', import.meta.url);
/** Every fifth verse is for judging. */
const HELD_OUT_EVERY = 5;
/** A miner's share of the verses for learning. */
const SHARE = 0.8;

/** Verses, each normalised. */
export interface Verses {
  /** Only judged with. Nobody can be kept from learning them: that is why fresh text is made of them (`freshText`). */
  readonly heldOut: readonly string[];
  readonly forLearning: readonly string[];
}

/** The text that the package carries (data/README.md). */
export async function loadText(): Promise<Verses> {
  const verses = (await readFile(FILE, 'utf8')).split('\n').map(normalised).filter(Boolean);
  return {
    heldOut: verses.filter((_, i) => i % HELD_OUT_EVERY === 0),
    forLearning: verses.filter((_, i) => i % HELD_OUT_EVERY !== 0),
  };
}

/** The verses that a miner learns from: its own share, drawn by its hotkey. */
export function shareOf({ forLearning }: Verses, hotkey: string): string[] {
  const shuffled = new SeededRandom(`text-generation share ${hotkey}`).shuffled(forLearning);
  return shuffled.slice(0, Math.round(SHARE * forLearning.length));
}
