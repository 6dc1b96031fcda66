/** Every refusal of this package: a stable code and a sentence. */
export const UNIT_ERRORS = {
  NOT_AN_ACCOUNT: 'The value is neither an SS58 address nor 32 bytes as hex.',
  NOT_AN_AMOUNT: 'The value is not a whole number of rao below 2^64.',
  OUT_OF_RANGE: 'The value is not a whole number in the range of its unit.',
} as const;

export type UnitErrorCode = keyof typeof UNIT_ERRORS;

/** Message shape: `what: expected X, got Y`. */
export class UnitError extends Error {
  override readonly name = 'UnitError';

  constructor(
    readonly code: UnitErrorCode,
    message: string,
    readonly data: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** `what: expected X, got Y` as an error. */
export function refusal(code: UnitErrorCode, what: string, expected: string, got: unknown): UnitError {
  const shown = typeof got === 'string' ? JSON.stringify(got.slice(0, 80)) : String(got).slice(0, 80);
  return new UnitError(code, `${what}: expected ${expected}, got ${shown}`, { what, expected, got: shown });
}
