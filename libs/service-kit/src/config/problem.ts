import type { Source } from './read-sources.js';

/** What can be wrong with settings. */
export const PROBLEMS = {
  INVALID_VALUE: 'A value does not fit its setting.',
  MISSING_SETTING: 'A setting without a default is not given.',
  MISSING_VALUE: 'A flag stands without its value.',
  UNKNOWN_SETTING: 'No setting has this name.',
  UNEXPECTED_ARGUMENT: 'A word that is no flag.',
  FILE_UNREADABLE: 'A file that is named cannot be read.',
  FILE_EXPOSED: 'Everybody on this machine can read a file with a secret.',
  SECRET_EXPOSED: 'A secret stands on the command line, which every process can read.',
  FILE_MALFORMED: 'The settings file is not one JSON object.',
} as const;

export interface Problem {
  readonly code: keyof typeof PROBLEMS;
  /** As its source names it: flag, variable or key. */
  readonly setting: string;
  readonly source: Source;
  readonly message: string;
}

/** All problems, one a line, as a person reads them. */
export function renderProblems(service: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ code, setting, message }) => `  ${setting}: ${message} [${code}]`);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${service}: ${count} with the settings\n${lines.join('\n')}\n`;
}
