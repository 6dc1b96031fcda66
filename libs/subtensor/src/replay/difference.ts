/** Thrown by a scenario at the first thing that is not as recorded. Message shape: `what: expected X, got Y`. */
export class ReplayDifference extends Error {
  override readonly name = 'ReplayDifference';

  constructor(what: string, expected: unknown, got: unknown) {
    super(`${what}: expected ${show(expected)}, got ${show(got)}`);
  }
}

const LONGEST = 300;

function show(value: unknown): string {
  const text = canonical(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** JSON with bigints as decimal strings, as the vectors write them. */
function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
  return text ?? 'nothing';
}

/** Throws a ReplayDifference unless both are the same JSON, u64 given as number or decimal string alike. */
export function expectEqual(what: string, expected: unknown, got: unknown): void {
  if (loose(expected) !== loose(got)) throw new ReplayDifference(what, expected, got);
}

const loose = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' || typeof part === 'number' ? String(part) : part,
  ) ?? 'nothing';
