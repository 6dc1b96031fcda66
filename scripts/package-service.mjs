// Makes a folder that runs one service alone, with its own production dependencies and nothing else of this repository:
//   npm run package -- chain --out /tmp/chain && node /tmp/chain/main.js --help
//   npm run package -- validator --out /tmp/validator --json
// What is packed is what `npm publish` would take; other packages come in the versions of the lock file.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closure, lockedVersions, pack, run, workspaces } from './packages.mjs';

const HELP = `npm run package -- NAME --out FOLDER [--json]

  NAME      chain, emission, validator, miner, cli: any project with a command
  --out     an empty folder, or one that does not exist yet
  --json    one JSON line: folder, version, packages

Example: npm run package -- chain --out /tmp/yumanet-chain
`;

function refuse(text) {
  process.stderr.write(`package: ${text}\n`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      options: { help: { type: 'boolean' }, out: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse(error.message);
  }
}

const { values, positionals } = options();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const all = workspaces();
const name = `@yumanet/${positionals[0]}`;
const commands = [...all]
  .filter(([, { manifest }]) => manifest.bin !== undefined)
  .map(([each]) => each.replace('@yumanet/', ''));
if (positionals.length !== 1 || !commands.includes(positionals[0]))
  refuse(`NAME: expected one of ${commands.join(', ')}, got ${positionals.join(' ') || 'nothing'}`);
if (values.out === undefined) refuse('--out: expected a folder, got nothing');
const out = resolve(values.out);
if (existsSync(out) && readdirSync(out).length > 0) refuse(`--out: expected an empty folder, got ${out}`);

const packages = join(out, 'packages');
mkdirSync(packages, { recursive: true });
const dependencies = {};
for (const each of closure(all, name)) {
  const { folder } = all.get(each);
  if (!existsSync(join(folder, 'dist')))
    refuse(`${each}: expected it to be built, got no dist (npm run build)`);
  const tarball = pack('package', folder, packages);
  dependencies[each] = `file:packages/${tarball}`;
  if (!values.json) process.stderr.write(`package: packed ${each}\n`);
}
const { manifest } = all.get(name);
const [command] = Object.values(manifest.bin);
const ownNames = new Set(Object.keys(dependencies));
writeFileSync(
  join(out, 'package.json'),
  `${JSON.stringify(
    {
      name: `${name.replace('@', '').replace('/', '-')}-alone`,
      version: manifest.version,
      private: true,
      type: 'module',
      engines: manifest.engines,
      dependencies,
      overrides: { ...lockedVersions(ownNames), ...dependencies },
    },
    null,
    2,
  )}\n`,
);
writeFileSync(
  join(out, 'main.js'),
  `#!/usr/bin/env node\nimport './node_modules/${name}/${relative('.', command)}';\n`,
);
if (!values.json) process.stderr.write('package: installing the production dependencies …\n');
run('package', 'npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts'], out);
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ folder: out, name, version: manifest.version, packages: [...ownNames] })}\n`,
  );
else process.stdout.write(`${out}: node main.js --help\n`);
