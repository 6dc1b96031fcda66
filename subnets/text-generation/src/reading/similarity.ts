/** Words of an answer: lower case, letters and digits only. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How alike an answer and its reference are: ROUGE-L (Lin 2004), the F1 of the longest common subsequence of their words; 0 to 1.
 * Order counts, and whoever says more than was asked loses precision.
 */
export function similarity(answer: string, reference: string): number {
  const [a, b] = [wordsIn(answer), wordsIn(reference)];
  if (a.length === 0 || b.length === 0) return 0;
  return (2 * commonLength(a, b)) / (a.length + b.length);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const word of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 1; j <= b.length; j += 1)
      next[j] = word === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!);
    row = next;
  }
  return row[b.length]!;
}
