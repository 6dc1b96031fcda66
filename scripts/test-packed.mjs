// `npm run test:packed`: packs every package as `npm publish` would and installs each, with its production dependencies alone, into an empty
// folder outside this checkout. There every export is imported, by a program and by TypeScript; every command is asked for help and for
// one real thing. Names of packages choose some: `npm run test:packed -- units chain`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closure, lockedVersions, pack, readJson, root, run, workspaces } from './packages.mjs';

/** One real thing of each command: its arguments, and what it must print. */
const COMMANDS = {
  yuma: [['emission', '--issuance', '0'], /1000000000|1\.0/],
  'yumanet-chain': [['build-spec', '--network', 'demo'], /"Yumanet Demo"/],
  'yumanet-emission': [['--print-config'], /"network": "local"/],
  'yumanet-validator': [['--print-config', '--netuid', '7'], /"netuid": 7/],
  'yumanet-miner': [['--print-config', '--netuid', '7', '--data-dir', 'm'], /"netuid": 7/],
  'yumanet-explorer': [['--print-config'], /"port": 8080/],
  yumanet: [['extrinsic', '--help'], /decode/],
};
/** One real thing of each library: a program's text, after `import * as it from …`. It throws, or all is well. */
const LIBRARIES = {
  units: `if (it.formatTao(it.parseTao('1.5')) !== '1.5') throw new Error(it.formatTao(it.parseTao('1.5')));`,
  'yuma-core': `const yuma = await it.createYuma({ backend: 'wasm' }); if (typeof yuma.runEpoch !== 'function') throw new Error('no runEpoch');`,
};

const wanted = process.argv.slice(2);
const all = workspaces();
const names = [...all].flatMap(([name, { manifest }]) =>
  manifest.private === true || (wanted.length > 0 && !wanted.includes(name.replace('@yumanet/', '')))
    ? []
    : [name],
);
const scratch = mkdtempSync(join(tmpdir(), 'yumanet-packed-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const tarballs = new Map();
const failures = [];

/** What does not belong into a package, and what must be there. */
function faultsOf(files, { exports = {}, bin = {} }) {
  const unwanted = files.filter((file) =>
    /\.test\.|(^|\/)node_modules\/|\.tsbuildinfo$|(^|\/)src\//.test(file),
  );
  const targets = Object.values(exports).flatMap((each) =>
    typeof each === 'string' ? [each] : Object.values(each),
  );
  const missing = [...targets, ...Object.values(bin)]
    .map((target) => target.replace(/^\.\//, ''))
    .filter((target) => !files.includes(target));
  return [...unwanted.map((file) => `packed: ${file}`), ...missing.map((file) => `not packed: ${file}`)];
}

function tarballOf(name) {
  const known = tarballs.get(name);
  if (known !== undefined) return known;
  const made = join(scratch, pack('test:packed', all.get(name).folder, scratch));
  tarballs.set(name, made);
  return made;
}

const exportsOf = (name, { exports = {} }) =>
  Object.keys(exports)
    .filter((path) => path !== './package.json')
    .map((path) => name + path.slice(1));

/** A program that fails at an unexpected thing. @returns what it printed. */
function check(name, what, command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000 });
  if (status === 0) return stdout;
  failures.push(`${name}: ${what}: exit status ${status}\n${stdout}${stderr}`.slice(0, 4_000));
  return undefined;
}

function testPackage(name) {
  const { manifest } = all.get(name);
  const short = name.replace('@yumanet/', '');
  const folder = join(scratch, short);
  mkdirSync(folder);
  const dependencies = Object.fromEntries(
    [...closure(all, name)].map((each) => [each, `file:${tarballOf(each)}`]),
  );
  for (const fault of faultsOf(filesOf(tarballOf(name)), manifest)) failures.push(`${name}: ${fault}`);
  const overrides = { ...lockedVersions(new Set(Object.keys(dependencies))), ...dependencies };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: `${short}-consumer`, private: true, type: 'module', dependencies, overrides }),
  );
  run(
    'test:packed',
    'npm',
    ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'],
    folder,
  );
  const paths = exportsOf(name, manifest);
  const imports = paths.map((path, i) => `import * as m${i} from '${path}';`);
  const used = `for (const each of [${paths.map((_, i) => `m${i}`)}]) if (Object.keys(each).length === 0) throw new Error('nothing exported');`;
  writeFileSync(join(folder, 'consumer.mjs'), [...imports, used].join('\n'));
  check(name, 'imports', process.execPath, ['consumer.mjs'], folder);
  writeFileSync(join(folder, 'consumer.mts'), [...imports, used].join('\n'));
  // Types of Node are the consumer's own.
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  const nodeTypes = join('node_modules', '@types', 'node');
  if (!existsSync(join(folder, nodeTypes))) symlinkSync(join(root, nodeTypes), join(folder, nodeTypes));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
  ];
  check(name, 'types', process.execPath, [tsc, ...options, 'consumer.mts'], folder);
  if (LIBRARIES[short] !== undefined) {
    writeFileSync(join(folder, 'real.mjs'), `import * as it from '${name}';\n${LIBRARIES[short]}`);
    check(name, 'one real thing', process.execPath, ['real.mjs'], folder);
  }
  for (const command of Object.keys(manifest.bin ?? {})) {
    const bin = join(folder, 'node_modules', '.bin', command);
    const help = check(name, `${command} --help`, bin, ['--help'], folder);
    if (help !== undefined && help.length < 100)
      failures.push(`${name}: ${command} --help: expected a text, got ${help}`);
    const [args, prints] = COMMANDS[command];
    const printed = check(name, `${command} ${args.join(' ')}`, bin, args, folder);
    if (printed !== undefined && !prints.test(printed))
      failures.push(`${name}: ${command}: expected ${prints}, got ${printed.slice(0, 500)}`);
  }
  rmSync(folder, { recursive: true });
}

const filesOf = (tarball) =>
  run('test:packed', 'tar', ['-tzf', tarball], scratch)
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));

for (const name of names) {
  const before = failures.length;
  const { version } = readJson(join(all.get(name).folder, 'package.json'));
  testPackage(name);
  process.stdout.write(`${failures.length === before ? 'ok    ' : 'FAILED'} ${name}@${version}\n`);
}
for (const failure of failures) process.stderr.write(`\n✗ ${failure}\n`);
process.stdout.write(`${names.length} packages, ${failures.length} faults\n`);
process.exitCode = failures.length === 0 && names.length > 0 ? 0 : 1;
