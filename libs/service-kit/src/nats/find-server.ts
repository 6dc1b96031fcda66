import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { kitError } from '../errors.js';

/** What finding a binary needs to know of the machine; a test gives its own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isExecutable: (path: string) => boolean;
  /** `ID` and `ID_LIKE` of /etc/os-release; empty where there is none. */
  readonly distributions: () => readonly string[];
}

export function thisMachine(): Machine {
  return { env: process.env, platform: process.platform, isExecutable, distributions };
}

/**
 * Path of the nats-server binary: `NATS_SERVER`, then PATH, then /usr/sbin (where Debian puts it, and which is not in the PATH
 * of everybody).
 *
 * @throws ServiceError NATS_SERVER_NOT_FOUND with the command that installs it here.
 */
export function findNatsServer(machine: Machine = thisMachine()): string {
  const { env, platform, isExecutable: ok } = machine;
  const named = env['NATS_SERVER'];
  if (named !== undefined && named !== '') {
    if (ok(named)) return named;
    throw kitError(
      'NATS_SERVER_NOT_FOUND',
      `NATS_SERVER: expected an executable file, got ${JSON.stringify(named)}`,
      {
        path: named,
      },
    );
  }
  const file = platform === 'win32' ? 'nats-server.exe' : 'nats-server';
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/bin'];
  const found = folders.map((folder) => join(folder, file)).find(ok);
  if (found !== undefined) return found;
  const command = installCommand(machine);
  throw kitError(
    'NATS_SERVER_NOT_FOUND',
    `nats-server: expected on this machine, got none. Install it: ${command}`,
    {
      command,
    },
  );
}

/** The command with which a person installs nats-server on this platform. */
export function installCommand({ platform, distributions: ids }: Machine): string {
  const download = 'unpack the archive from https://nats.io/download and set NATS_SERVER to the binary';
  if (platform === 'darwin') return 'brew install nats-server';
  if (platform === 'win32') return 'winget install NATSAuthors.NATSServer (or choco install nats-server)';
  if (platform !== 'linux') return download;
  const known = ids();
  if (known.some((id) => ['debian', 'ubuntu'].includes(id))) return 'sudo apt-get install nats-server';
  if (known.includes('alpine')) return 'apk add nats-server';
  if (known.includes('arch')) return 'yay -S nats-server';
  return download;
}

/**
 * Installs Debian's package, as root on Debian or Ubuntu; elsewhere does nothing.
 *
 * @param run gives the exit status of a command.
 * @returns whether it was installed.
 * @throws ServiceError NATS_SERVER_NOT_FOUND when apt-get fails.
 */
export function installNatsServerOnDebian(
  machine: Machine = thisMachine(),
  isRoot: boolean = process.getuid?.() === 0,
  run: (command: string, args: readonly string[]) => number = runQuietly,
): boolean {
  const debian =
    machine.platform === 'linux' && machine.distributions().some((id) => ['debian', 'ubuntu'].includes(id));
  if (!debian || !isRoot) return false;
  // A machine that never ran apt has no package list.
  run('apt-get', ['update', '-q']);
  const status = run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'nats-server']);
  if (status === 0) return true;
  throw kitError(
    'NATS_SERVER_NOT_FOUND',
    `apt-get install nats-server: expected exit status 0, got ${status}`,
    {
      command: installCommand(machine),
    },
  );
}

/**
 * For set-up and for tests: finds nats-server, on Debian as root installs it first.
 *
 * @throws ServiceError NATS_SERVER_NOT_FOUND with the command for a person.
 */
export function ensureNatsServer(
  machine: Machine = thisMachine(),
  install = installNatsServerOnDebian,
): string {
  try {
    return findNatsServer(machine);
  } catch (error) {
    // A name that was given and is wrong is not put right by installing another.
    if (machine.env['NATS_SERVER'] || !install(machine)) throw error;
    return findNatsServer(machine);
  }
}

function runQuietly(command: string, args: readonly string[]): number {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    spawnSync(command, [...args], { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 300_000 }).status ??
    1
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function distributions(): readonly string[] {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
    return lines
      .filter((line) => /^ID(_LIKE)?=/.test(line))
      .flatMap((line) =>
        line
          .replace(/^[^=]*=/, '')
          .replaceAll('"', '')
          .split(/\s+/),
      );
  } catch {
    return [];
  }
}
