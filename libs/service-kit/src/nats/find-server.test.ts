import { describe, expect, it } from 'vitest';
import {
  ensureNatsServer,
  findNatsServer,
  installCommand,
  installNatsServerOnDebian,
  type Machine,
} from './find-server.js';

function machine(own: Partial<Machine>, ...executables: string[]): Machine {
  return {
    env: {},
    platform: 'linux',
    isExecutable: (path) => executables.includes(path),
    distributions: () => ['debian'],
    ...own,
  };
}

describe('findNatsServer', () => {
  const all = ['/opt/nats', '/home/a/bin/nats-server', '/usr/sbin/nats-server'];

  it('looks in NATS_SERVER, then PATH, then /usr/sbin', () => {
    const env = { NATS_SERVER: '/opt/nats', PATH: '/bin:/home/a/bin' };
    expect(findNatsServer(machine({ env }, ...all))).toBe('/opt/nats');
    expect(findNatsServer(machine({ env: { PATH: env.PATH } }, ...all))).toBe('/home/a/bin/nats-server');
    expect(findNatsServer(machine({}, ...all))).toBe('/usr/sbin/nats-server');
  });

  it('says so when NATS_SERVER names nothing, instead of taking another', () => {
    expect(() => findNatsServer(machine({ env: { NATS_SERVER: '/gone' } }, ...all))).toThrow(
      'NATS_SERVER: expected an executable file, got "/gone"',
    );
  });

  it.each([
    ['linux', ['debian'], /sudo apt-get install nats-server/],
    ['linux', ['pop', 'ubuntu', 'debian'], /sudo apt-get install nats-server/],
    ['linux', ['alpine'], /apk add nats-server/],
    ['linux', [], /nats\.io\/download/],
    ['darwin', [], /brew install nats-server/],
    ['win32', [], /winget install/],
    ['freebsd', [], /nats\.io\/download/],
  ] as const)('where there is none on %s %j names the command', (platform, ids, command) => {
    const bare = machine({ platform, distributions: () => ids });
    expect(() => findNatsServer(bare)).toThrow(command);
    expect(installCommand(bare)).toMatch(command);
  });
});

describe('installNatsServerOnDebian', () => {
  it('installs Debian’s package as root, and nothing elsewhere', () => {
    const commands: string[] = [];
    const run = (command: string, args: readonly string[]) => {
      commands.push([command, ...args].join(' '));
      return 0;
    };
    expect(installNatsServerOnDebian(machine({}), true, run)).toBe(true);
    expect(commands.at(-1)).toBe('apt-get install -y -q --no-install-recommends nats-server');
    commands.length = 0;
    expect(installNatsServerOnDebian(machine({}), false, run)).toBe(false);
    expect(installNatsServerOnDebian(machine({ platform: 'darwin' }), true, run)).toBe(false);
    expect(installNatsServerOnDebian(machine({ distributions: () => ['alpine'] }), true, run)).toBe(false);
    expect(commands).toEqual([]);
  });

  it('says so when apt-get fails', () => {
    expect(() => installNatsServerOnDebian(machine({}), true, () => 100)).toThrow(
      /expected exit status 0, got 100/,
    );
  });
});

describe('ensureNatsServer', () => {
  it('installs where there is none, and then finds it', () => {
    const present = new Set<string>();
    const bare = { ...machine({}), isExecutable: (path: string) => present.has(path) };
    const install = () => Boolean(present.add('/usr/sbin/nats-server'));
    expect(ensureNatsServer(bare, install)).toBe('/usr/sbin/nats-server');
    expect(
      ensureNatsServer(bare, () => {
        throw new Error('installed twice');
      }),
    ).toBe('/usr/sbin/nats-server');
  });

  it('says what to do where it may not install', () => {
    expect(() => ensureNatsServer(machine({}), () => false)).toThrow(/sudo apt-get install nats-server/);
    expect(() => ensureNatsServer(machine({ env: { NATS_SERVER: '/gone' } }), () => true)).toThrow(
      /NATS_SERVER:/,
    );
  });
});
