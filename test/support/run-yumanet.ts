import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { main } from '@yumanet/cli';

/** The built command. */
export const YUMANET_BIN = join(
  dirname(createRequire(import.meta.url).resolve('@yumanet/cli/package.json')),
  'bin',
  'yumanet.js',
);

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `yumanet` in this process: loading its client library takes a second each time. */
export async function runYumanet(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const said = { out: '', err: '' };
  const status = await main(['node', 'yumanet', ...args], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    env,
  });
  return { status, ...said };
}

/** The JSON lines that it printed. */
export const rowsOf = ({ out }: Said): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
