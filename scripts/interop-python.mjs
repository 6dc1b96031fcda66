// `npm run test:interop:python`: unmodified Python clients of June 2024 against a chain of ours. It makes a virtual
// environment of its own in node_modules/.cache; where Python or the package index is missing, it says so and ends well.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const requirements = join(root, 'test', 'interop-python', 'requirements.txt');
/** What the clients of that time run on. PYTHON names another. */
const CANDIDATES = [process.env.PYTHON, 'python3.11', 'python3.10', 'python3'].filter(Boolean);
const SUPPORTED = /^3\.1[01]$/;
const INSTALL_MS = 600_000;

function notRun(what) {
  process.stdout.write(`not run: ${what}\n`);
  process.exit(0);
}

function findPython() {
  const ask = ['-c', 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])'];
  for (const name of CANDIDATES) {
    const { status, stdout } = spawnSync(name, ask, { encoding: 'utf8' });
    if (status === 0 && SUPPORTED.test(stdout.trim())) return { name, version: stdout.trim() };
  }
  return undefined;
}

/** The environment of these requirements, made once. */
function environment({ name, version }) {
  const stamp = createHash('sha256')
    .update(readFileSync(requirements))
    .update(version)
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, 'node_modules', '.cache', `interop-python-${stamp}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  process.stdout.write(`making a virtual environment of Python ${version} in ${folder} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const log = { stdio: ['ignore', 'ignore', 'inherit'] };
  if (spawnSync(name, ['-m', 'venv', folder], log).status !== 0)
    notRun('a virtual environment cannot be made (python3-venv)');
  const { status } = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], {
    ...log,
    timeout: INSTALL_MS,
  });
  if (status !== 0) notRun(`the clients cannot be installed from the package index (${requirements})`);
  writeFileSync(join(folder, 'ready'), '');
  return python;
}

const found = findPython();
if (found === undefined) notRun('Python 3.10 or 3.11 is missing (with venv; PYTHON names one)');
const python = environment(found);
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'vitest.python.config.ts', ...process.argv.slice(2)],
  {
    cwd: join(root, 'test'),
    stdio: 'inherit',
    env: { ...process.env, YUMANET_PYTHON: python },
  },
);
process.exit(status ?? 1);
