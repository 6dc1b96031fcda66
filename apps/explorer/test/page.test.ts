/** The page as it is built and served, by the command itself and without a chain. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explorerSchema } from '../src/config.js';
import { EXPLORER_ERRORS } from '../src/errors.js';

const BIN = join(import.meta.dirname, '../bin/yumanet-explorer.js');
/** What the page may weigh, everything together. */
const MAX_GZIPPED = 300_000;
/** A port that nobody listens on. */
const NOBODY = '127.0.0.1:9';

const run = (...args: string[]) => spawn(process.execPath, [BIN, ...args]);
const ended = (child: ReturnType<typeof run>) =>
  new Promise<number | null>((resolve) => child.once('close', resolve));

const child = run('--json', '--port', '0', '--chain-grpc', NOBODY, '--log-level', 'fatal');
let url: string;

beforeAll(async () => {
  const line = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  ({ url } = JSON.parse(line) as { url: string });
});
afterAll(async () => {
  const end = ended(child);
  child.kill('SIGTERM');
  expect(await end).toBe(0);
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });

it('weighs less than 300 kB gzipped, and asks nobody else for anything', async () => {
  const html = await (await get('/')).text();
  const paths = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  expect(paths.filter((path) => /\.(js|css)$/.test(path)).length).toBe(2);
  let bytes = 0;
  for (const path of ['/', ...paths]) {
    expect(path).toMatch(/^\//);
    // fetch would unpack it: what is sent is what the header says.
    const { headers, status } = await get(path, { 'accept-encoding': 'gzip' });
    expect([status, headers.get('content-encoding')]).toEqual([200, 'gzip']);
    bytes += Number(headers.get('content-length'));
  }
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MAX_GZIPPED);
});

it('may load nothing from elsewhere, and changes its names when it changes', async () => {
  const page = await get('/');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const again = await get('/', { 'if-none-match': page.headers.get('etag')! });
  expect(again.status).toBe(304);
  const script = /src="([^"]+\.js)"/.exec(await page.text())![1]!;
  expect((await get(script)).headers.get('cache-control')).toContain('immutable');
  expect((await get('/../package.json')).status).toBe(404);
});

it('is there before the chain is, and says so', async () => {
  const overview = await get('/v1/overview');
  expect(overview.status).toBe(503);
  const { error } = (await overview.json()) as { error: { code: string } };
  expect(['CHAIN_AWAY', 'NOT_CONNECTED']).toContain(error.code);
  expect((await get('/v1/audit')).status).toBe(503);
  const live = await get('/v1/live');
  const reader = (live.body as ReadableStream<Uint8Array>).getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  expect(first).toContain('"chain":"connecting","emission":"none","genesis":null');
});

it('has help for every setting, and refuses what is none', async () => {
  const help = run('--help');
  let text = '';
  help.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  expect(await ended(help)).toBe(0);
  for (const key of Object.keys(explorerSchema.shape))
    expect(text).toContain(`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  expect(await ended(run('--port', '70000'))).toBe(2);
});

it('has a word for every code', () => {
  for (const [code, { means }] of Object.entries(EXPLORER_ERRORS)) {
    expect(code).toMatch(/^[A-Z_]+$/);
    expect(means).toMatch(/\.$/);
  }
});
