// The software bill of materials (CycloneDX) of everything that is shipped, from the lock file, and what must hold of it:
//   npm run sbom                       checks; one line for people
//   npm run sbom -- --out sbom.json    writes it besides
//   npm run sbom -- --json             one JSON line for programs
// Checked: every dependency is locked to one version with its digest (SHA-512), comes from a registry, and has a licence that
// `scripts/licences.mjs` allows. It needs no network. Exit status 1: something does not hold.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXCEPTIONS, isAllowed } from './licences.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const HELP = `npm run sbom -- [--out FILE] [--lock FILE] [--json]

  --out    where the bill of materials goes (CycloneDX, JSON)
  --lock   another lock file to check, instead of this repository's; then no bill is made
  --json   one JSON line: packages, licences, problems

Example: npm run sbom -- --out sbom.json
`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    lock: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

/** Every locked package but those of this repository: name, version, licence, whether it is for development only. */
function lockedPackages(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, entry]) => ({
      ...entry,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      ships: !entry.dev && !entry.devOptional,
    }));
}

function problemsOf({ name, version, license, integrity, resolved, ships }) {
  const problems = [];
  const add = (what) => problems.push(`${name}@${version}: ${what}`);
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    add(`expected a SHA-512 digest in the lock file, got ${integrity ?? 'none'}`);
  if (resolved !== undefined && !/^https:\/\//.test(resolved))
    add(`expected it from a registry, got ${resolved}`);
  if (!/^\d+\.\d+\.\d+/.test(version ?? '')) add('expected one version');
  if (!ships || isAllowed(license ?? '')) return problems;
  if (license === undefined || EXCEPTIONS[name]?.licence !== license)
    add(`expected an allowed licence (scripts/licences.mjs), got ${license ?? 'none'}`);
  return problems;
}

/** Ranges let a version in that nobody has looked at. */
function unpinned() {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const own = Object.keys(lock.packages).filter((path) => !path.includes('node_modules/'));
  if (workspaces.length === 0 || own.length < 2)
    throw new Error('expected workspaces in the lock file, got none');
  return own.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const wanted = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    return Object.entries(wanted)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path || 'package.json'}: ${name}: expected one version, got ${version}`);
  });
}

function billOfMaterials() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev'];
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status, stdout, stderr } = spawnSync(command, [...first, ...args, '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  });
  if (status === 0) return stdout;
  process.stderr.write(`sbom: npm sbom ended with ${status}\n${stderr}`);
  process.exit(1);
}

const locked = lockedPackages(values.lock ?? join(root, 'package-lock.json'));
const shipped = locked.filter(({ ships }) => ships);
const problems = [...locked.flatMap(problemsOf), ...(values.lock === undefined ? unpinned() : [])];
// An exception that nothing needs any more hides the next one.
const names = new Set(shipped.map(({ name }) => name));
if (values.lock === undefined)
  for (const name of Object.keys(EXCEPTIONS))
    if (!names.has(name))
      problems.push(`scripts/licences.mjs: expected ${name} among the dependencies, got none`);
const licences = {};
for (const { license = 'none' } of shipped) licences[license] = (licences[license] ?? 0) + 1;
if (values.out !== undefined && values.lock === undefined) writeFileSync(values.out, billOfMaterials());
const counted = { locked: locked.length, shipped: shipped.length, licences, problems };
if (values.json) process.stdout.write(`${JSON.stringify(counted)}\n`);
else {
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  const kinds = Object.keys(licences).length;
  process.stdout.write(
    `sbom: ${locked.length} packages locked with their digests, ${shipped.length} of them shipped, under ${kinds} licences; ${problems.length} problems\n`,
  );
}
process.exitCode = problems.length === 0 ? 0 : 1;
