/** The pages of docs/tutorials, run as a reader runs them: each in a shell and a folder of its own, what is printed compared. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';

const ROOT = join(import.meta.dirname, '..', '..');

interface Block {
  readonly kind: string;
  /** Of a block that is a file. */
  readonly file: string | undefined;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, 'docs', 'tutorials', `${page}.md`), 'utf8');
  return [...text.matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)].map(([, kind, file, body]) => ({
    kind: kind!,
    file,
    text: body!,
  }));
}

let folder: ReturnType<typeof tempFolder>;
let shell: ReturnType<typeof spawn> | undefined;
afterEach(() => {
  // Whatever a page has left running, with it.
  if (shell?.pid !== undefined) {
    try {
      process.kill(-shell.pid, 'SIGKILL');
    } catch {
      // It has ended, and all of its group.
    }
  }
  folder.remove();
});

/** A clone as far as the pages use one; `npx` there runs what is installed, and asks no registry. */
function clone(blocks: readonly Block[]): string {
  folder = tempFolder();
  for (const name of ['node_modules', 'docs', 'libs']) symlinkSync(join(ROOT, name), join(folder.path, name));
  mkdirSync(join(folder.path, 'bin'));
  const npx = join(folder.path, 'bin', 'npx');
  writeFileSync(npx, `#!/bin/sh\nname=$1; shift; exec "${ROOT}/node_modules/.bin/$name" "$@"\n`);
  chmodSync(npx, 0o755);
  for (const { file, text } of blocks) if (file !== undefined) writeFileSync(join(folder.path, file), text);
  return folder.path;
}

const MARK = '@@ block ';

/** Runs all shell blocks in one shell, which ends at the first failure. @returns what each printed. */
async function run(
  blocks: readonly Block[],
  cwd: string,
): Promise<{ status: number | null; printed: string[]; err: string }> {
  const script = blocks.map(({ text }, i) => `echo '${MARK}${i}'\n${text}`).join('\n');
  const env = { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env['PATH']}` };
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd, env, detached: true });
  shell = child;
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // Not `close`: what it left running may hold its output open.
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { status, printed: out.split(new RegExp(`^${MARK}\\d+\n`, 'm')).slice(1), err };
}

it.each(['researcher', 'subnet-team', 'validator'])(
  'docs/tutorials/%s.md does what it says',
  async (page) => {
    const blocks = blocksOf(page);
    const commands = blocks.filter(({ kind }) => kind === 'sh');
    expect(commands.length).toBeGreaterThan(1);
    const { status, printed, err } = await run(commands, clone(blocks));
    expect(status, `${printed.join('\n')}\n${err}`).toBe(0);
    blocks.forEach(({ kind, text }, i) => {
      if (kind !== 'text') return;
      const before = blocks.slice(0, i).filter((block) => block.kind === 'sh');
      const lines = printed[before.length - 1]!.split('\n').map((line) => line.trimEnd());
      for (const line of text.trimEnd().split('\n')) expect(lines).toContain(line);
    });
  },
);
