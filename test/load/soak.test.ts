import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SOAK = fileURLToPath(new URL('./soak.mjs', import.meta.url));

/** The last line of a soak. */
interface Verdict {
  readonly event: string;
  readonly ok: boolean;
  readonly blocks: number;
  readonly gaps: number;
  readonly lost: number;
  readonly notifications: number;
  readonly reads: number;
  readonly examples: readonly string[];
}

it('a few seconds of the soak: every block heard by clients of every kind, no subscription lost', async () => {
  const flags = ['--minutes', '0.08', '--clients', '18', '--block-ms', '200', '--sample-seconds', '2'];
  const { stdout } = await promisify(execFile)(process.execPath, [SOAK, ...flags], { timeout: 50_000 });
  const verdict = JSON.parse(stdout.trim().split('\n').at(-1)!) as Verdict;
  expect(verdict).toMatchObject({ event: 'end', ok: true, gaps: 0, lost: 0, examples: [] });
  expect(verdict.blocks).toBeGreaterThan(1);
  expect(verdict.notifications).toBeGreaterThan(verdict.blocks);
  expect(verdict.reads).toBeGreaterThan(0);
});
