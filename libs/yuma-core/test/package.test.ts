/** The package as a user gets it: packed, installed into an empty folder, run in Node and in a real browser page. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, expectOutputs, REPLACER, REVIVE, runInPage, vectors } from './chromium-page.js';
import { readLinesOf, VECTORS } from './vector-files.js';

const PACKAGE = join(import.meta.dirname, '..');
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

  it('without gpu.js, an optional peer, the gpu backend says what is missing and what runs instead', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/@yumanet/yuma-core/bin/yuma.js',
        'epoch',
        '--backend',
        'gpu',
        join(VECTORS, 'finney_sn15.jsonl'),
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain('npm install gpu.js');
    expect(stderr).toContain("backend: 'wasm'");
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

/** Every command of docs/research.md with what the page says that it prints. */
function researchPage(): { command: string; printed: string[] }[] {
  const page = readFileSync(join(PACKAGE, 'docs/research.md'), 'utf8').split('\n## ')[0]!;
  const blocks = [...page.matchAll(/```sh\n(.*)\n```(?:\n\n```text\n([\s\S]*?)\n```)?/g)];
  return blocks.map(([, command, text]) => ({ command: command!, printed: text?.split('\n') ?? [] }));
}

describe('docs/research.md', () => {
  const [install, ...commands] = researchPage();

  it('is five commands, the first of which is how this folder was made', () => {
    expect(install).toEqual({ command: 'npm install @yumanet/yuma-core', printed: [] });
    expect(commands).toHaveLength(4);
  });

  it.each(commands)('$command', { timeout: 120_000 }, ({ command, printed }) => {
    const output = execFileSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' });
    const lines = output.split('\n').map((line) => line.trimEnd());
    expect(printed.length).toBeGreaterThan(0);
    for (const line of printed) expect(lines).toContain(line);
    for (const [, file] of command.matchAll(/--(?:html|out) (\S+)/g)) {
      expect(existsSync(join(folder, file!)), file).toBe(true);
    }
  });
});

describe.skipIf(CHROMIUM === undefined)(
  'in Chromium (skipped where none is installed; CHROMIUM names one)',
  () => {
    it.each(['wasm', 'wasm-threads'])(
      'a page runs the vectors with %s',
      { timeout: 60_000 },
      async (backend) => {
        const { inputs, expected } = vectors();
        const script = `<script type="module">
          import { createYuma } from './node_modules/@yumanet/yuma-core/dist/index.js';
          const inputs = JSON.parse(await (await fetch('inputs.json')).text(), ${REVIVE});
          const engine = createYuma({ backend: '${backend}', splitFrom: 0 });
          await engine.whenReady();
          try {
            window.result = JSON.stringify(inputs.map((input) => engine.runEpoch(input)), ${REPLACER.toString()});
          } catch (error) {
            window.failure = String(error);
          }
          engine.dispose();
        </script>`;
        const files = { '/inputs.json': JSON.stringify(inputs, REPLACER) };
        expectOutputs(await runInPage(folder, script, files), expected);
      },
    );
  },
);
