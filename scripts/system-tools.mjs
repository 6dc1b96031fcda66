// Programs that a network or the tests need and npm does not ship. On Debian and its kin, as root, a missing one is installed from the
// distribution's packages; elsewhere it is named, with what it is for. Nothing happens when all are there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = [
  {
    package: 'nats-server',
    names: ['nats-server'],
    variable: 'NATS_SERVER',
    why: 'the message bus',
    purposes: ['build', 'test'],
  },
  {
    package: 'chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM',
    why: 'tests in a browser',
    purposes: ['test'],
  },
  {
    package: 'postgresql',
    names: ['initdb'],
    variable: 'POSTGRES_BIN',
    why: 'tests of the ledger in PostgreSQL',
    purposes: ['test'],
  },
];

/** Debian keeps PostgreSQL's programs out of PATH, a folder for each version. */
const postgresFolders = () =>
  existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin'))
    : [];

/** Path of a program that a tool of `TOOLS` is, by its package: its variable first, then PATH and Debian's folders; undefined: none. */
export function findTool(name) {
  const { names, variable } = TOOLS.find((tool) => tool.package === name);
  const given = process.env[variable];
  if (given) return given;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/bin',
    ...postgresFolders(),
  ].filter((folder) => folder !== '');
  return names
    .flatMap((each) => folders.map((folder) => join(folder, each)))
    .find((path) => existsSync(path));
}

/** What is not there for a purpose, `build` or `test`. */
const missingTools = (purpose) =>
  TOOLS.filter((tool) => tool.purposes.includes(purpose) && findTool(tool.package) === undefined);

/** What was left out for want of a program, a line each. */
export const notRun = () =>
  missingTools('test').map((tool) => `not run: ${tool.package} missing (${tool.why})`);

/** Installs or names what is missing for a purpose, `build` or `test`; `say` tells a person. */
export function ensureSystemTools(purpose, say) {
  const missing = missingTools(purpose);
  if (missing.length === 0) return;
  const names = missing.map((tool) => tool.package).join(' ');
  const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (!canInstall) {
    for (const tool of missing)
      say(`${tool.package} is missing (${tool.why}); on Debian: sudo apt-get install ${tool.package}`);
    return;
  }
  say(`installing ${names} with apt-get (${missing.map((tool) => tool.why).join(', ')}) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
  if (
    apt('update', '-qq') !== 0 ||
    apt('install', '-y', '-qq', '--no-install-recommends', ...names.split(' ')) !== 0
  ) {
    say(`apt-get install ${names} failed; what needs it says so.`);
  }
}
