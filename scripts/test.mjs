// `npm test`: format, licences and advisories of what is shipped, lint, type check, build and every fast test. Extra arguments go to nx (`npm test -- --skip-nx-cache`).
// What a missing program kept from being run is named in the end; with YUMANET_TEST_ALL=1, as in CI, that is a failure.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notRun } from './system-tools.mjs';

/** Where the reporter of vitest.shared.ts writes what failed: nx shows a task's output long before the end. */
const scratch = mkdtempSync(join(tmpdir(), 'yumanet-test-'));
const failures = join(scratch, 'failures');
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Resolves to how a step ended. What a quiet one says is shown in one piece when it ends: two at once would talk over each other. */
async function step(script, args, { quiet = false } = {}) {
  const started = Date.now();
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, YUMANET_TEST_FAILURES: failures },
  });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  const status = await new Promise((resolve) => child.on('close', resolve));
  const name = [script.split('node_modules/').at(-1), ...args].join(' ');
  const took = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`\n${said}▶ ${name}\n  ${status === 0 ? 'ok' : 'FAILED'} in ${took} s\n`);
  return { status, name };
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a step without tests failed
  }
}

// The first builds leave a core idle: prettier reads meanwhile.
const steps = await Promise.all([
  step('node_modules/prettier/bin/prettier.cjs', ['--check', '.'], { quiet: true }),
  step('scripts/sbom.mjs', [], { quiet: true }),
  step('scripts/audit.mjs', [], { quiet: true }),
  step('node_modules/nx/dist/bin/nx.js', [
    'run-many',
    '-t',
    'build',
    'lint',
    'test',
    '--outputStyle=static',
    ...process.argv.slice(2),
  ]),
]);
const failed = steps.filter(({ status }) => status !== 0);
if (failed.length > 0) {
  process.stdout.write(readOrNothing(failures));
  for (const { name } of failed) process.stdout.write(`\n✗ ${name}\n`);
  process.exit(failed[0].status ?? 1);
}
const left = notRun();
for (const line of left) process.stdout.write(`${line}\n`);
if (left.length > 0 && process.env.YUMANET_TEST_ALL === '1') process.exit(1);
