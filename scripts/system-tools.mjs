// Programs that a network or the tests need and npm does not ship. On Debian and its kin, as root, a missing one is installed from the
// distribution's packages; elsewhere it is named, with what it is for. Nothing happens when all are there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
];

function isThere({ names, variable }) {
  if (process.env[variable]) return true;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return names.some((name) => folders.some((folder) => folder !== '' && existsSync(join(folder, name))));
}

/** Installs or names what is missing for a purpose, `build` or `test`; `say` tells a person. */
export function ensureSystemTools(purpose, say) {
  const missing = TOOLS.filter((tool) => tool.purposes.includes(purpose) && !isThere(tool));
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
