import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { Differs } from './differs.js';

/** Every exit status of `yumanet`, as --help and docs/errors.md say it. */
export const EXIT_STATUS = {
  0: 'done',
  1: 'something differs, or a defect',
  2: 'bad input',
  3: 'nobody there: no node, service or network',
  4: 'refused by the pool or the service',
  5: 'failed in its block, or a part of the network',
  6: 'too late',
} as const;

export type ExitStatus = keyof typeof EXIT_STATUS;

/** Kinds of failure of services and libraries that are somebody's mistake, or somebody's absence. */
export const EXIT_OF_STATUS: Readonly<Record<string, ExitStatus>> = {
  INVALID_ARGUMENT: 2,
  NOT_FOUND: 2,
  ALREADY_EXISTS: 2,
  PERMISSION_DENIED: 2,
  FAILED_PRECONDITION: 2,
  UNAVAILABLE: 3,
  RESOURCE_EXHAUSTED: 4,
  ABORTED: 5,
  DEADLINE_EXCEEDED: 6,
};

/** The exit status of what stopped a command. */
export function exitStatusOf(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof Differs) return 1;
  // A ServiceError, told by its shape: the library that has it is loaded by the commands that need it.
  return EXIT_OF_STATUS[String((error as { status?: unknown } | null)?.status)] ?? 1;
}
