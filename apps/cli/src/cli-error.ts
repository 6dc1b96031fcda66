/** What stops a command, as the user reads it; the status is the process's exit status. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly code: 'UNREACHABLE' | 'BAD_INPUT' | 'REFUSED' | 'FAILED' | 'TIMEOUT',
    message: string,
  ) {
    super(message);
  }

  get exitCode(): number {
    return { BAD_INPUT: 2, UNREACHABLE: 3, REFUSED: 4, FAILED: 5, TIMEOUT: 6 }[this.code];
  }
}
