// `npm test`: format, lint, type check, build and every fast test. Extra arguments go to nx (`npm test -- --skip-nx-cache`).
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function step(script, args) {
  const started = Date.now();
  process.stdout.write(`\n▶ ${[script.split('/node_modules/').at(-1), ...args].join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.stdout.write(
    `  ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (status !== 0) process.exit(status ?? 1);
}

step(join(root, 'node_modules/prettier/bin/prettier.cjs'), ['--check', '.']);
step(join(root, 'node_modules/nx/dist/bin/nx.js'), [
  'run-many',
  '-t',
  'build',
  'lint',
  'typecheck',
  'test',
  '--outputStyle=static',
  ...process.argv.slice(2),
]);
