/** Every failure of `yumanet`'s own: its exit status, and what it means. */
export const CLI_ERRORS = {
  BAD_INPUT: { exit: 2, means: 'An argument, an option, a file or a folder is not what the command takes.' },
  UNREACHABLE: { exit: 3, means: 'Nobody answers: no node, no service, or no network runs there.' },
  REFUSED: { exit: 4, means: 'The pool did not take the transaction, or the service refused.' },
  FAILED: {
    exit: 5,
    means: 'The transaction failed in its block, or a part of the network did not start or ended.',
  },
  TIMEOUT: { exit: 6, means: 'What was waited for did not come in time.' },
} as const;

/** What stops a command, as the user reads it; the status is the process's exit status. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly code: keyof typeof CLI_ERRORS,
    message: string,
  ) {
    super(message);
  }

  get exitCode(): 2 | 3 | 4 | 5 | 6 {
    return CLI_ERRORS[this.code].exit;
  }
}
