/** A result whose JSON is written already: 64-bit numbers, which JavaScript's own JSON would round, long lists, what many are sent. */
export class Verbatim {
  constructor(readonly json: string) {}
}

/** A result as JSON. */
export function jsonOf(result: unknown): string {
  return result instanceof Verbatim ? result.json : JSON.stringify(result);
}
