/** Every refusal of this package: a stable code and a sentence. */
export const FRAME_ERRORS = {
  UNKNOWN_EXPORT: 'The runtime exports no function of this name.',
  BAD_INPUT: 'The arguments of a runtime call do not decode.',
  PANIC: 'The runtime refused to go on (upstream would panic): the block or call is void.',
  SCALE_END: 'SCALE input ended before the value was complete.',
  SCALE_TRAILING: 'SCALE input goes on after the value.',
  SCALE_VALUE: 'SCALE input holds a byte that no value of its type encodes to.',
  SCALE_RANGE: 'A value does not fit its SCALE type.',
  BAD_DECLARATION: 'A pallet or runtime is declared inconsistently.',
  BAD_GENESIS: 'A genesis configuration is not valid.',
} as const;

export type FrameErrorCode = keyof typeof FRAME_ERRORS;

/** Message shape: `what: expected X, got Y`. `data` repeats the parts for programs. */
export class FrameError extends Error {
  override readonly name: string = 'FrameError';

  constructor(
    readonly code: FrameErrorCode,
    message: string,
    readonly data: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
  }
}

/** Thrown by `Runtime.call` only: UNKNOWN_EXPORT, BAD_INPUT or PANIC. */
export class RuntimeCallError extends FrameError {
  override readonly name = 'RuntimeCallError';
}

/** `what: expected X, got Y` as an error. */
export function refusal(code: FrameErrorCode, what: string, expected: string, got: unknown): FrameError {
  const shown = String(got).slice(0, 80);
  return new FrameError(code, `${what}: expected ${expected}, got ${shown}`, { what, expected, got: shown });
}

/** The runtime cannot go on: what Rust calls a panic. The whole runtime call is void. */
export function panic(message: string): FrameError {
  return new FrameError('PANIC', message);
}
