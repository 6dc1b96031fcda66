/** Every refusal of this package: a stable code, a sentence, and where in the input it was found. */
export const YUMA_ERRORS = {
  UNKNOWN_RULESET: 'The ruleset is neither "2024" nor "2026".',
  MISSING_FIELD: 'A field that the format requires is absent.',
  WRONG_TYPE: 'A field has another type than the format requires (NaN and fractions included).',
  LENGTH_MISMATCH: 'Two lengths that must agree do not.',
  OUT_OF_RANGE: 'An integer lies outside the range of its type (u16, u64, uid …).',
  MALFORMED_ROWS: 'A sparse matrix is not a list of uid, value pairs with ascending offsets.',
  MALFORMED_JSON: 'A line is not one JSON object.',
  LINE_TOO_LONG: 'A line is longer than the limit.',
  UNKNOWN_FUNCTION: 'No primitive has this name.',
  UNKNOWN_SCENARIO: 'No economy formula belongs to this scenario.',
  UNKNOWN_FIELD: 'A field that the format does not know.',
  UNKNOWN_STRATEGY: 'No strategy of a scenario has this name.',
  UNKNOWN_BACKEND: 'No backend has this name.',
  ARITHMETIC: 'Upstream would panic on this input (division by zero, overflow).',
  FILE_UNREADABLE: 'A file named on the command line cannot be read.',
  STATE_EXISTS: 'The output folder holds an unfinished run, and nothing said to resume it.',
  STATE_MISMATCH: 'The unfinished run in the output folder has other parameters.',
  DISPOSED: 'The engine was used after dispose().',
  UNSUPPORTED_PLATFORM: 'This platform lacks what the backend needs.',
  OUT_OF_MEMORY: 'The epoch needs more memory than the platform grants.',
} as const;

export type YumaErrorCode = keyof typeof YUMA_ERRORS;

/** Message shape: `what: expected X, got Y`. `data` repeats the parts for programs. */
export class YumaError extends Error {
  override readonly name = 'YumaError';

  constructor(
    readonly code: YumaErrorCode,
    message: string,
    readonly data: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
  }
}

/** `what: expected X, got Y` as an error. */
export function refusal(code: YumaErrorCode, what: string, expected: string, got: unknown): YumaError {
  const shown = show(got);
  return new YumaError(code, `${what}: expected ${expected}, got ${shown}`, { what, expected, got: shown });
}

/** Never `String(object)`: an object can refuse to become a string, and a deeply nested array overflows the stack. */
function show(got: unknown): string {
  if (typeof got === 'string') return JSON.stringify(got.slice(0, 60));
  if (Array.isArray(got)) return `an array of ${got.length}`;
  if (typeof got === 'object' && got !== null) return 'an object';
  return typeof got === 'function' ? 'a function' : String(got).slice(0, 60);
}
