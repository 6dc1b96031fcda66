/** Every symbol that a text is made of, after `normalised`. */
export const ALPHABET = " abcdefghijklmnopqrstuvwxyz,.:;?'";
/** How many symbols there are. */
export const SYMBOLS = ALPHABET.length;

const index = new Map([...ALPHABET].map((symbol, i) => [symbol, i]));

/** Position in the alphabet; −1 for what is no symbol. */
export function symbolOf(character: string): number {
  return index.get(character) ?? -1;
}

/** Lower case, single spaces, nothing that is no symbol. */
export function normalised(text: string): string {
  return [...text.toLowerCase().replaceAll(/\s+/g, ' ')].filter((each) => index.has(each)).join('');
}
