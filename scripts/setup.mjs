// Sets a checkout up: installs the locked dependencies and builds, each only when missing or stale.
// Runs on a bare machine, before anything is installed: Node's own modules only.
//   node scripts/setup.mjs test      dependencies, and the programs that tests need (`npm test` builds by itself)
//   node scripts/setup.mjs build     dependencies, nats-server, then every project's build (before `npm start`)
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSystemTools } from './system-tools.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MINIMUM_NODE = 20;
const installStamp = join(root, 'node_modules', '.yumanet-install');
const buildStamp = join(root, 'node_modules', '.yumanet-build');
const SOURCE_FOLDERS = ['libs', 'services', 'subnets', 'apps', 'proto'];
/** What else builds are made of. */
const SOURCE_FILES = ['scripts/bundle-entries.mjs', 'tsconfig.base.json'];
const NOT_SOURCE = new Set(['node_modules', 'dist', 'build', 'generated', 'test', 'coverage']);

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/** Runs a step; what it prints is shown only when it fails. */
function run(command, args, why) {
  say(why);
  const started = Date.now();
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    process.stderr.write(result.stdout);
    process.stderr.write(result.stderr);
    say(`"${command} ${args.join(' ')}" failed with exit code ${result.status}.`);
    process.exit(result.status ?? 1);
  }
  say(`done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** What node_modules must match: the lock file, and the platform that native packages were chosen for. */
function installState() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  return createHash('sha256').update(lock).update(abi).digest('hex');
}

/** Path, size and time of every source file: cheap, and enough to see that something changed. */
function sourceState() {
  const hash = createHash('sha256').update(readStamp(installStamp) ?? '');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}:${size}:${mtimeMs}\n`);
  };
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!NOT_SOURCE.has(entry.name)) visit(path);
      } else add(path);
    }
  };
  for (const file of SOURCE_FILES) if (existsSync(join(root, file))) add(join(root, file));
  for (const folder of SOURCE_FOLDERS) if (existsSync(join(root, folder))) visit(join(root, folder));
  return hash.digest('hex');
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function install() {
  const state = installState();
  if (readStamp(installStamp) === state) return;
  const why = existsSync(join(root, 'node_modules')) ? 'they are stale' : 'they are missing';
  run('npm', ['ci', '--no-audit', '--no-fund'], `installing the locked dependencies (${why}) …`);
  writeFileSync(installStamp, state);
}

/** A stamp alone does not prove that outputs are still there: a deleted dist/ must be rebuilt too. */
function outputsExist() {
  return SOURCE_FOLDERS.every((folder) => {
    const path = join(root, folder);
    if (!existsSync(path)) return true;
    const projects = existsSync(join(path, 'package.json'))
      ? [path]
      : readdirSync(path).map((name) => join(path, name));
    return projects.every((project) => {
      const manifest = join(project, 'package.json');
      if (!existsSync(manifest)) return true;
      const { scripts } = JSON.parse(readFileSync(manifest, 'utf8'));
      return !scripts?.build || existsSync(join(project, 'dist'));
    });
  });
}

function build() {
  if (readStamp(buildStamp) === sourceState() && outputsExist()) return;
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  run(
    process.execPath,
    [nx, 'run-many', '-t', 'build', '--outputStyle=static'],
    'building (missing or stale) …',
  );
  writeFileSync(buildStamp, sourceState());
}

const major = Number(process.versions.node.split('.')[0]);
if (major < MINIMUM_NODE) {
  say(`Node ${MINIMUM_NODE} or newer is needed, this is ${process.version}.`);
  process.exit(1);
}
install();
ensureSystemTools(process.argv[2], say);
if (process.argv[2] === 'build') build();
