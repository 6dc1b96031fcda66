/** A result whose JSON is written already: 64-bit numbers, which JavaScript's own JSON would round, and long lists. */
export class Verbatim {
  constructor(readonly json: string) {}
}
