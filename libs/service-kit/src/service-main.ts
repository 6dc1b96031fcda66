import type { z } from 'zod';
import {
  loadConfig,
  type ConfigSources,
  type ConfigSubject,
  type LoadedConfig,
} from './config/load-config.js';
import { hasCode } from './errors.js';
import type { ExitCode } from './lifecycle.js';

/** Where a command writes; a test gives its own. */
export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

type Running<Config> = Extract<LoadedConfig<Config>, { kind: 'run' }>;

/**
 * The outermost function of a service's command: prints help and the like, explains wrong settings (exit code 2), or runs.
 *
 * @param run usually builds the components and calls `runService`.
 */
export async function serviceMain<Schema extends z.ZodObject, Status extends number = ExitCode>(
  subject: ConfigSubject<Schema>,
  run: (loaded: Running<z.output<Schema>>) => Promise<Status>,
  sources: ConfigSources = { argv: process.argv.slice(2), env: process.env },
  output: Output = {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  },
): Promise<Status | 0 | 2> {
  let loaded: LoadedConfig<z.output<Schema>>;
  try {
    loaded = loadConfig(subject, sources);
  } catch (error) {
    if (!hasCode(error, 'SETTINGS_INVALID')) throw error;
    output.stderr(error.message);
    return 2;
  }
  if (loaded.kind === 'print') {
    output.stdout(loaded.text);
    return 0;
  }
  return run(loaded);
}
