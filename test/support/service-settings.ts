import { configSchema as chainSchema } from '@yumanet/chain';
import { emissionSchema } from '@yumanet/emission';
import { explorerSchema } from '@yumanet/explorer';
import { minerSchema } from '@yumanet/miner';
import { loadConfig, type Field } from '@yumanet/service-kit/config';
import { validatorSchema } from '@yumanet/validator';
import type { Deployed } from './deployment.js';

const SCHEMAS = {
  chain: chainSchema,
  emission: emissionSchema,
  validator: validatorSchema,
  miner: minerSchema,
  explorer: explorerSchema,
} as const satisfies Record<Deployed, unknown>;

/** What the service's loader of settings prints for arguments: the same as its command, and no process is started. */
function printed(service: Deployed, argv: readonly string[], env: Readonly<Record<string, string>>): unknown {
  const subject = { service, command: service, version: '', summary: '', schema: SCHEMAS[service] };
  const loaded = loadConfig(subject, { argv, env });
  if (loaded.kind !== 'print') throw new Error(`${service}: expected settings to be printed, got a start`);
  return JSON.parse(loaded.text);
}

/**
 * The settings that a service would run with, secrets hidden.
 *
 * @throws ServiceError SETTINGS_INVALID
 */
export const printConfig = (service: Deployed, env: Readonly<Record<string, string>>) =>
  printed(service, ['--print-config'], env) as Readonly<Record<string, unknown>>;

/** The settings of a service, as its `--help` describes them. */
export const settingsOf = (service: Deployed): readonly Field[] =>
  (printed(service, ['--help', '--json'], {}) as { readonly settings: readonly Field[] }).settings;

/** Every variable that a service reads: a misspelt one is no error to it, only a warning. */
export function variablesOf(service: Deployed): Set<string> {
  const own = settingsOf(service).flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env]));
  return new Set([...own, `YUMANET_${service.toUpperCase()}_CONFIG`]);
}
