/** The package as a user gets it: packed, installed into an empty folder, run in Node and in a real browser page. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstDifference } from '../src/fuzz/compare-outputs.js';
import { readEpochLine } from '../src/golden/epoch-line.js';
import { runEpochReference } from '../src/epoch/run-epoch.js';
import type { EpochInput, EpochOutput } from '../src/types.js';
import { readLinesOf, VECTORS } from './vector-files.js';

const PACKAGE = join(import.meta.dirname, '..');
const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const INSTALL_TIMEOUT = 120_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuma-core-'));
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const tarball = npm(['pack', '--silent', '--pack-destination', folder], PACKAGE).trim().split('\n').at(-1)!;
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], folder);
}, INSTALL_TIMEOUT);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Typed arrays and bigints through JSON. */
const REPLACER = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (ArrayBuffer.isView(value)) {
    return {
      array: value.constructor.name,
      values: Array.from(value as unknown as ArrayLike<unknown>, String),
    };
  }
  return value;
};
const REVIVE = `(key, value) => {
  if (value === null || typeof value !== 'object') return value;
  if ('bigint' in value) return BigInt(value.bigint);
  if ('array' in value) {
    const wide = value.array.startsWith('Big');
    return globalThis[value.array].from(value.values, wide ? BigInt : Number);
  }
  return value;
}`;
const revive = (0, eval)(REVIVE) as (key: string, value: unknown) => unknown;

function vectors(): { inputs: EpochInput[]; expected: EpochOutput[] } {
  const inputs = [
    ...['finney_sn15.jsonl', 'public.jsonl'].flatMap((file) =>
      readLinesOf(file).map((line) => readEpochLine('golden', line)),
    ),
    ...readLinesOf('2024/g-epoch.185.jsonl').map((line) => readEpochLine('golden2024', line)),
  ];
  return { inputs, expected: inputs.map((input) => runEpochReference(input)) };
}

describe('in Node', () => {
  it('runs the installed command on every backend', () => {
    const [line] = readLinesOf('finney_sn15.jsonl');
    for (const backend of ['reference', 'wasm', 'wasm-threads']) {
      const text = execFileSync(
        process.execPath,
        [
          'node_modules/@yumanet/yuma-core/bin/yuma.js',
          'epoch',
          '--backend',
          backend,
          join(VECTORS, 'finney_sn15.jsonl'),
        ],
        { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
      );
      const output = (JSON.parse(text.split('\n')[0]!) as { output: unknown }).output;
      expect(output, backend).toEqual(line!['expected']);
    }
  });

  it('ships no test, and what the bench reads', () => {
    const installed = join(folder, 'node_modules/@yumanet/yuma-core');
    const files = execFileSync('find', ['.', '-type', 'f'], { cwd: installed, encoding: 'utf8' });
    expect(files).not.toContain('.test.');
    const ids = execFileSync(process.execPath, ['bin/yuma.js', 'bench', '--list'], {
      cwd: installed,
      encoding: 'utf8',
    });
    expect(ids).toContain('finney_sn15/n=256/v=20/yuma2');
  });
});

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Serves the folder; isolated, so that the page may share memory with workers. */
function serve(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url!, 'http://x').pathname));
    if (!path.startsWith(folder) || !existsSync(path)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(readFileSync(path));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    });
  });
}

describe.skipIf(CHROMIUM === undefined)(
  'in Chromium (skipped where none is installed; CHROMIUM names one)',
  () => {
    it.each(['wasm', 'wasm-threads'])(
      'a page runs the vectors with %s',
      { timeout: 60_000 },
      async (backend) => {
        const { inputs, expected } = vectors();
        writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs, REPLACER));
        writeFileSync(
          join(folder, 'page.html'),
          `<!doctype html><script type="module">
        import { createYuma } from './node_modules/@yumanet/yuma-core/dist/index.js';
        const inputs = JSON.parse(await (await fetch('inputs.json')).text(), ${REVIVE});
        const engine = createYuma({ backend: '${backend}', splitFrom: 0 });
        await engine.whenReady();
        const REPLACER = ${REPLACER.toString()};
        try {
          window.result = JSON.stringify(inputs.map((input) => engine.runEpoch(input)), REPLACER);
        } catch (error) {
          window.failure = String(error);
        }
        engine.dispose();
        window.done = true;
      </script>`,
        );
        const { server, url } = await serve();
        const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
        try {
          const page = await browser.newPage();
          const errors: string[] = [];
          page.on('pageerror', (error) => errors.push(String(error)));
          await page.goto(`${url}/page.html`);
          await page.waitForFunction('window.done === true || window.failure');
          expect(errors).toEqual([]);
          expect(await page.evaluate('window.failure')).toBeUndefined();
          const text = await page.evaluate<string>('window.result');
          const outputs = JSON.parse(text, revive) as EpochOutput[];
          expect(outputs.length).toBe(expected.length);
          outputs.forEach((output, i) =>
            expect(firstDifference(expected[i]!, output), `vector ${i}`).toBeNull(),
          );
        } finally {
          await browser.close();
          server.close();
        }
      },
    );
  },
);
