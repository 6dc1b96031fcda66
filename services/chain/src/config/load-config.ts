import { readFileSync } from 'node:fs';
import { ChainError, messageOf } from '../errors.js';
import {
  CONFIG_KEYS,
  ENV_ALIASES,
  configSchema,
  envName,
  flagName,
  type ChainConfig,
  type ConfigKey,
} from './schema.js';

/**
 * The configuration from all its sources.
 *
 * @throws ChainError CONFIG_INVALID that names the source, the key and what is wrong with it.
 */
export function loadConfig(options: {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file?: string | undefined;
}): ChainConfig {
  const values: Record<string, unknown> = options.file === undefined ? {} : readFile(options.file);
  const source = new Map<string, string>(Object.keys(values).map((key) => [key, `${options.file}: ${key}`]));
  const set = (key: ConfigKey, value: unknown, from: string): void => {
    if (value === undefined) return;
    values[key] = value;
    source.set(key, from);
  };
  for (const key of CONFIG_KEYS) {
    const alias = ENV_ALIASES[key];
    if (alias !== undefined) set(key, options.env[alias], alias);
    set(key, options.env[envName(key)], envName(key));
  }
  for (const key of CONFIG_KEYS) set(key, options.flags[key], `--${flagName(key)}`);
  const parsed = configSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const key = String(issue.path[0] ?? '');
  throw new ChainError(
    'CONFIG_INVALID',
    `${source.get(key) ?? options.file ?? 'configuration'}: ${issue.message}`,
    {
      key,
    },
  );
}

function readFile(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    throw new Error('the file holds no JSON object');
  } catch (error) {
    throw new ChainError(
      'CONFIG_INVALID',
      `configuration file ${path}: expected a JSON object, got "${messageOf(error)}"`,
      { path },
    );
  }
}
