import { parseArgs } from 'node:util';
import type { Field } from './field.js';
import { fromText } from './from-text.js';
import { PRIVATE_EXPECTED } from '../private-file.js';
import type { Problem } from './problem.js';

export type Source = 'default' | 'file' | 'env' | 'flag';

/** How files are read, and which are everybody's to read. */
export interface Files {
  readonly readFile: (path: string) => string;
  readonly exposedMode: (path: string) => string | undefined;
}

const exposed = (path: string, mode: string): string =>
  `expected ${PRIVATE_EXPECTED}, got mode ${mode} of ${JSON.stringify(path)}`;

/** Values one source gives, by key, and what is wrong with the source itself. */
export interface SourceValues {
  readonly values: ReadonlyMap<string, unknown>;
  readonly problems: readonly Problem[];
}

/** The flags every service has, beside its own settings. */
export const COMMON_FLAGS = {
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  'print-config': { type: 'boolean' },
} as const;

export type CommonFlags = Readonly<Partial<Record<'help' | 'version' | 'json' | 'print-config', boolean>>> & {
  readonly config?: string;
};

/** Flags: `--rpc-port 1`, `--rpc-port=1`, `--dev`, `--no-dev`; a list may be given several times. */
export function readFlags(
  fields: readonly Field[],
  argv: readonly string[],
): SourceValues & { readonly common: CommonFlags } {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = { ...COMMON_FLAGS };
  for (const field of fields) options[field.flag] = { type: field.kind === 'boolean' ? 'boolean' : 'string' };
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    tokens: true,
    strict: false,
    allowNegative: true,
  });
  const byFlag = new Map(fields.map((field) => [field.flag, field]));
  const common: Record<string, string | boolean> = {};
  const values = new Map<string, unknown>();
  const problems: Problem[] = [];
  const problem = (code: Problem['code'], name: string, message: string) =>
    problems.push({ code, setting: name, source: 'flag', message });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      const word = isShowable(token.value) ? token.value : '(a word)';
      problem('UNEXPECTED_ARGUMENT', word, `expected only flags, got ${JSON.stringify(word)}`);
      continue;
    }
    // A setting may itself be called `no-…`: then it is no negation, whatever the parser calls it.
    const own = token.rawName.slice(2);
    const negated = token.rawName.startsWith('--no-') && !byFlag.has(own);
    const name = negated ? token.name.replace(/^no-/, '') : byFlag.has(own) ? own : token.name;
    const field = byFlag.get(name);
    const shared = Object.hasOwn(COMMON_FLAGS, name)
      ? COMMON_FLAGS[name as keyof typeof COMMON_FLAGS]
      : undefined;
    const takesText = field ? field.kind !== 'boolean' : shared?.type === 'string';
    if (!field && !shared) problem('UNKNOWN_SETTING', token.rawName, 'expected a known flag (see --help)');
    else if (takesText && (token.value === undefined || isSwallowedFlag(token)))
      problem('MISSING_VALUE', `--${name}`, `expected a value after the flag, got ${token.value ?? 'none'}`);
    else if (shared) common[name] = token.value ?? true;
    else if (field?.secret === true && !isPublic(token.value ?? ''))
      problem(
        'SECRET_EXPOSED',
        `--${name}`,
        `expected ${field.env} or ${field.env}_FILE instead: every process can read a command line`,
      );
    else if (field) addFlag(values, field, token.value ?? String(!negated));
  }
  return { values, problems, common };
}

/** A short word tells no secret: a phrase behind a flag that is spelt wrong might. */
const isShowable = (word: string): boolean => /^[\w./:-]{0,32}$/.test(word);

/** A development key is known to everybody, and a URL without a password tells nothing. */
function isPublic(text: string): boolean {
  if (text.startsWith('//')) return true;
  return URL.canParse(text) && /^[a-z]+:\/\//i.test(text) && new URL(text).password === '';
}

/** `--config --dev`: the next flag is no value; `--offset -5` is one. */
function isSwallowedFlag(token: { readonly value?: string; readonly inlineValue?: boolean }): boolean {
  return token.inlineValue !== true && /^-\D/.test(token.value ?? '');
}

function addFlag(values: Map<string, unknown>, field: Field, text: string): void {
  const value = fromText(field.kind, text);
  const before = values.get(field.key);
  values.set(
    field.key,
    Array.isArray(before) && Array.isArray(value)
      ? [...(before as unknown[]), ...(value as unknown[])]
      : value,
  );
}

/** Kubernetes gives every pod variables about services; a service named like ours must not look like a typing error. */
const KUBERNETES_LINK =
  /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

/**
 * Variables `YUMANET_<SERVICE>_<NAME>`; a secret may stand in a file: `…_FILE`. Unknown ones are warnings, since other
 * programs set variables too.
 */
export function readEnv(
  prefix: string,
  fields: readonly Field[],
  env: Readonly<Record<string, string | undefined>>,
  files: Files,
): SourceValues & { readonly warnings: readonly string[] } {
  const values = new Map<string, unknown>();
  const problems: Problem[] = [];
  const known = new Set<string>([`${prefix}CONFIG`]);
  for (const field of fields) {
    known.add(field.env);
    if (field.secret) known.add(`${field.env}_FILE`);
    const alias = field.envAlias === undefined ? undefined : env[field.envAlias];
    const text =
      env[field.env] ?? alias ?? (field.secret ? readSecret(field, env, files, problems) : undefined);
    if (text !== undefined) values.set(field.key, fromText(field.kind, text));
  }
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.has(name) && !KUBERNETES_LINK.test(name))
    .map((name) => `${name}: expected a known setting (see --help); ignored`);
  return { values, problems, warnings };
}

function readSecret(
  field: Field,
  env: Readonly<Record<string, string | undefined>>,
  { readFile, exposedMode }: Files,
  problems: Problem[],
): string | undefined {
  const name = `${field.env}_FILE`;
  const path = env[name];
  if (path === undefined) return undefined;
  const mode = exposedMode(path);
  if (mode !== undefined) {
    problems.push({ code: 'FILE_EXPOSED', setting: name, source: 'env', message: exposed(path, mode) });
    return undefined;
  }
  try {
    return readFile(path).replace(/\r?\n$/, '');
  } catch {
    problems.push({
      code: 'FILE_UNREADABLE',
      setting: name,
      source: 'env',
      message: `expected a readable file, got ${JSON.stringify(path)}`,
    });
    return undefined;
  }
}

/** A JSON object whose keys are settings; one with a secret must not be everybody's to read. */
export function readConfigFile(
  path: string,
  fields: readonly Field[],
  { readFile, exposedMode }: Files,
): SourceValues {
  const fail = (code: Problem['code'], setting: string, message: string): SourceValues => ({
    values: new Map(),
    problems: [{ code, setting, source: 'file', message }],
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFile(path));
  } catch (error) {
    const unreadable = !(error instanceof SyntaxError);
    return unreadable
      ? fail('FILE_UNREADABLE', path, 'expected a readable file, got none')
      : fail('FILE_MALFORMED', path, `expected JSON, got ${error.message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return fail('FILE_MALFORMED', path, 'expected one JSON object');
  }
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const values = new Map<string, unknown>();
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(parsed)) {
    const field = byKey.get(key);
    // `$schema` lets an editor check the file.
    if (key === '$schema') continue;
    if (!field) {
      problems.push({
        code: 'UNKNOWN_SETTING',
        setting: key,
        source: 'file',
        message: 'expected a known setting (see --help)',
      });
      continue;
    }
    const mode = field.secret && !isPublic(String(value)) ? exposedMode(path) : undefined;
    if (mode !== undefined) {
      problems.push({ code: 'FILE_EXPOSED', setting: key, source: 'file', message: exposed(path, mode) });
      continue;
    }
    // JSON has no integers beyond 2^53: amounts are written as text.
    values.set(key, field.kind === 'bigint' && typeof value === 'string' ? fromText('bigint', value) : value);
  }
  return { values, problems };
}
