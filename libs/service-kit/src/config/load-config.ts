import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { kitError } from '../errors.js';
import { exposedMode } from '../private-file.js';
import { fieldsOf, envOf, type Field } from './field.js';
import { helpJson, renderHelp } from './help.js';
import { renderProblems, type Problem } from './problem.js';
import { readConfigFile, readEnv, readFlags, type Source, type SourceValues } from './read-sources.js';
import { hideUrlPassword, printableConfig } from './printable.js';

export interface ConfigSubject<Schema extends z.ZodObject> {
  /** `chain`: gives the variables their names. */
  readonly service: string;
  /** `yumanet-chain`. */
  readonly command: string;
  readonly version: string;
  /** One sentence for --help. */
  readonly summary: string;
  /** Every setting has `.meta({ description, example?, secret? })`. */
  readonly schema: Schema;
  /** For --help: lines to try, instead of one made of the required settings. */
  readonly examples?: readonly string[];
  /** For --help: other commands, exit statuses. */
  readonly notes?: string;
}

/** Where settings come from; arguments, so that a test gives its own. */
export interface ConfigSources {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile?: (path: string) => string;
  /** The mode of a file that everybody can read, else undefined; default: what the disk says. */
  readonly exposedMode?: (path: string) => string | undefined;
}

/** Either settings, or a text to print before leaving with success. */
export type LoadedConfig<Config> =
  | {
      readonly kind: 'run';
      readonly config: Config;
      /** Which source each setting came from. */
      readonly sources: Readonly<Record<string, Source>>;
      /** For the log: secrets hidden. */
      readonly printable: Readonly<Record<string, unknown>>;
      readonly warnings: readonly string[];
      /** `--json`: results on standard output are for programs. */
      readonly json: boolean;
    }
  | { readonly kind: 'print'; readonly text: string };

/**
 * Settings of a service: defaults < JSON file < environment < flags.
 *
 * @throws ServiceError SETTINGS_INVALID with every problem at once: `message` for a person, `data.problems` JSON.
 */
export function loadConfig<Schema extends z.ZodObject>(
  subject: ConfigSubject<Schema>,
  sources: ConfigSources,
): LoadedConfig<z.output<Schema>> {
  const readFile = sources.readFile ?? ((path: string) => readFileSync(path, 'utf8'));
  const fields = fieldsOf(subject.service, subject.schema);
  const envPrefix = envOf(subject.service, '');
  const { command, summary, examples, notes } = subject;
  const help = { command, summary, envPrefix, examples, notes };
  const flags = readFlags(fields, sources.argv);
  if (flags.common.help) {
    return { kind: 'print', text: flags.common.json ? helpJson(help, fields) : renderHelp(help, fields) };
  }
  if (flags.common.version) return { kind: 'print', text: `${subject.command} ${subject.version}\n` };

  const files = { readFile, exposedMode: sources.exposedMode ?? exposedMode };
  const env = readEnv(envPrefix, fields, sources.env, files);
  const path = flags.common.config ?? sources.env[`${envPrefix}CONFIG`];
  const file = path === undefined ? undefined : readConfigFile(path, fields, files);
  const merged = merge(fields, { file, env, flag: flags });
  const parsed = subject.schema.safeParse(Object.fromEntries(merged.values));
  const problems = [
    ...flags.problems,
    ...env.problems,
    ...(file?.problems ?? []),
    ...(parsed.success ? [] : judged(fields, merged, parsed.error)),
  ];
  if (problems.length > 0 || !parsed.success)
    throw invalid(subject.command, problems, flags.common.json === true);

  const config = parsed.data;
  const printable = printableConfig(fields, config);
  if (flags.common['print-config'])
    return { kind: 'print', text: `${JSON.stringify(printable, undefined, 2)}\n` };
  const json = flags.common.json === true;
  return { kind: 'run', config, sources: merged.sources, printable, warnings: env.warnings, json };
}

interface Merged {
  readonly values: ReadonlyMap<string, unknown>;
  readonly sources: Readonly<Record<string, Source>>;
}

function merge(
  fields: readonly Field[],
  given: { readonly file: SourceValues | undefined; readonly env: SourceValues; readonly flag: SourceValues },
): Merged {
  const values = new Map<string, unknown>();
  const sources: Record<string, Source> = {};
  for (const { key } of fields) {
    sources[key] = 'default';
    for (const source of ['file', 'env', 'flag'] as const) {
      const from = given[source]?.values;
      if (!from?.has(key)) continue;
      values.set(key, from.get(key));
      sources[key] = source;
    }
  }
  return { values, sources };
}

function judged(fields: readonly Field[], merged: Merged, error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const field = fields.find(({ key }) => key === issue.path[0]);
    // A rule over several settings has no path.
    if (!field)
      return { code: 'INVALID_VALUE', setting: 'settings', source: 'default', message: issue.message };
    const source = merged.sources[field.key] ?? 'default';
    const missing = !merged.values.has(field.key);
    const names = { default: `--${field.flag}`, flag: `--${field.flag}`, env: field.env, file: field.key };
    const where = issue.path.length > 1 ? ` at ${issue.path.slice(1).join('.')}` : '';
    const got = JSON.stringify(merged.values.get(field.key), bigintText) as string | undefined;
    const shown = field.secret ? '' : `, got ${hideUrlPassword(got ?? 'none')}`;
    return {
      code: missing ? 'MISSING_SETTING' : 'INVALID_VALUE',
      setting: names[source],
      source,
      message: missing ? `expected a value (${field.env}), got none` : `${issue.message}${where}${shown}`,
    };
  });
}

const bigintText = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

function invalid(command: string, problems: readonly Problem[], json: boolean) {
  const text = json
    ? `${JSON.stringify({ command, problems }, undefined, 2)}\n`
    : renderProblems(command, problems);
  return kitError('SETTINGS_INVALID', text, { count: problems.length, problems: JSON.stringify(problems) });
}
