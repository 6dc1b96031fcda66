import type { SeededRandom } from '@yumanet/subnet-kit';

/** How often a word follows the one before it as in the text; else it is any word of the text. */
const FOLLOWS = 0.5;

/** Words of a text, and which words followed each of them. */
export interface Words {
  readonly all: readonly string[];
  readonly after: ReadonlyMap<string, readonly string[]>;
}

export function wordsOf(verses: readonly string[]): Words {
  const all: string[] = [];
  const after = new Map<string, string[]>();
  for (const verse of verses) {
    const words = verse.split(' ').filter(Boolean);
    words.forEach((word, i) => {
      all.push(word);
      const next = words[i + 1];
      if (next === undefined) return;
      const known = after.get(word);
      if (known) known.push(next);
      else after.set(word, [next]);
    });
  }
  return { all, after };
}

/**
 * Text of that language that nobody has read: a chain of the text's words, at random. Whoever has learnt how the language spells
 * and joins its words predicts it; whoever has the text by heart does not.
 *
 * @param length symbols, at least.
 */
export function freshText({ all, after }: Words, random: SeededRandom, length: number): string {
  let word = all[random.below(all.length)] ?? '';
  let text = word;
  while (text.length < length) {
    const followers = random.next() < FOLLOWS ? (after.get(word) ?? all) : all;
    word = followers[random.below(followers.length)] ?? '';
    text += ` ${word}`;
  }
  return text;
}
