import { chmodSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '..', '..');
export const DEPLOY = join(ROOT, 'deploy');
/** The services that are deployed, the command apart. */
export const DEPLOYED = ['chain', 'emission', 'validator', 'miner', 'explorer'] as const;
export type Deployed = (typeof DEPLOYED)[number];

export const isDeployed = (name: string): name is Deployed => (DEPLOYED as readonly string[]).includes(name);

export const textOf = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

/** YAML of deploy/, with its merge keys (`<<`) as compose reads them. */
export const yamlOf = <T>(...path: readonly string[]): T => parse(textOf(...path), { merge: true }) as T;

export const readmeOf = (service: Deployed): string =>
  service === 'explorer' ? 'apps/explorer/README.md' : `services/${service}/README.md`;

/** A secret of deploy/compose as a container has it: its own copy, in `folder`, for nobody else to read. @returns its path. */
export function mountedSecret(file: string, folder: string): string {
  const copy = join(folder, basename(file));
  if (existsSync(copy)) return copy;
  copyFileSync(join(DEPLOY, 'compose', file), copy);
  chmodSync(copy, 0o400);
  return copy;
}
