import { readFileSync } from 'node:fs';

/** `@yumanet/yuma-core 1.2.3`: what computed a result. */
export function engineVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name} ${version}`;
}
