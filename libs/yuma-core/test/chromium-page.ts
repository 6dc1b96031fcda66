/** Runs a module in a page of headless Chromium, over a folder that a server of its own serves. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';
import { findTool } from '../../../scripts/system-tools.mjs';
import { runEpochReference } from '../src/epoch/run-epoch.js';
import { firstDifference } from '../src/fuzz/compare-outputs.js';
import { readEpochLine } from '../src/golden/epoch-line.js';
import type { EpochInput, EpochOutput } from '../src/types.js';
import { readLinesOf } from './vector-files.js';

export const CHROMIUM = findTool('chromium');

/** Typed arrays and bigints through JSON. */
export const REPLACER = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (ArrayBuffer.isView(value)) {
    return {
      array: value.constructor.name,
      values: Array.from(value as unknown as ArrayLike<unknown>, String),
    };
  }
  return value;
};
export const REVIVE = `(key, value) => {
  if (value === null || typeof value !== 'object') return value;
  if ('bigint' in value) return BigInt(value.bigint);
  if ('array' in value) {
    const wide = value.array.startsWith('Big');
    return globalThis[value.array].from(value.values, wide ? BigInt : Number);
  }
  return value;
}`;
export const revive = (0, eval)(REVIVE) as (key: string, value: unknown) => unknown;

/** Real vectors of both rulesets, and what they give. */
export function vectors(): { inputs: EpochInput[]; expected: EpochOutput[] } {
  const inputs = [
    ...['finney_sn15.jsonl', 'public.jsonl'].flatMap((file) =>
      readLinesOf(file).map((line) => readEpochLine('golden', line)),
    ),
    ...readLinesOf('2024/g-epoch.185.jsonl').map((line) => readEpochLine('golden2024', line)),
  ];
  return { inputs, expected: inputs.map((input) => runEpochReference(input)) };
}

/** Contents by path. */
export type Files = Readonly<Record<string, string | Buffer>>;

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Serves a folder and some more files; isolated, so that the page may share memory with workers. */
function serve(folder: string, files: Files): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://x');
    const given = files[pathname];
    const path = join(folder, normalize(pathname));
    if (given === undefined && (!path.startsWith(folder) || !existsSync(path))) {
      return void response.writeHead(404).end();
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(given ?? readFileSync(path));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    });
  });
}

/**
 * Runs the script of a page, which sets `window.result` or `window.failure`.
 *
 * @returns The result.
 */
export async function runInPage(
  folder: string,
  script: string,
  files: Files = {},
  timeout = 60_000,
): Promise<string> {
  const page = `<!doctype html>${script}`;
  const { server, url } = await serve(folder, { ...files, '/page.html': page });
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on('pageerror', (error) => errors.push(String(error)));
    // The page computes while it loads: only its answer is waited for.
    await tab.goto(`${url}/page.html`, { waitUntil: 'commit', timeout });
    await tab.waitForFunction('window.result !== undefined || window.failure !== undefined', null, {
      timeout,
    });
    expect(errors).toEqual([]);
    expect(await tab.evaluate('window.failure')).toBeUndefined();
    return await tab.evaluate<string>('window.result');
  } finally {
    await browser.close();
    server.close();
  }
}

/** Expects a page's outputs to be those of the reference, bit by bit. */
export function expectOutputs(text: string, expected: readonly EpochOutput[]): void {
  const outputs = JSON.parse(text, revive) as EpochOutput[];
  expect(outputs.length).toBe(expected.length);
  outputs.forEach((output, i) => expect(firstDifference(expected[i]!, output), `vector ${i}`).toBeNull());
}
