import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';
const START_MS = 20_000;

/** The folder of initdb and postgres: `POSTGRES_BIN`, Debian's newest, or PATH. */
export function postgresBin() {
  const named = process.env['POSTGRES_BIN'];
  if (named !== undefined) return named;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions.map((version) => join(DEBIAN, version, 'bin'));
  const path = (process.env['PATH'] ?? '').split(':');
  return [...debian, ...path].find((folder) => existsSync(join(folder, 'initdb')));
}

/** PostgreSQL refuses to run as root: then it runs as nobody in particular. */
const asUser = () =>
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

/** A real PostgreSQL in a folder of its own, on a free port of loopback. */
export class Postgres {
  constructor(url, folder, child) {
    this.url = url;
    this.folder = folder;
    this.child = child;
  }

  /** @throws when there is no PostgreSQL on this machine, or it does not start. */
  static async start() {
    const bin = postgresBin();
    if (bin === undefined)
      throw new Error('expected PostgreSQL (Debian: apt-get install postgresql), got none');
    const folder = mkdtempSync(join(tmpdir(), 'yumanet-pg-'));
    chmodSync(folder, 0o777);
    const data = join(folder, 'data');
    const run = (program, args) => {
      const [first, ...rest] = [...asUser(), join(bin, program), ...args];
      return [first, rest];
    };
    const init = ['-D', data, '-U', 'yumanet', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
    execFileSync(...run('initdb', init), { stdio: 'pipe', cwd: folder });
    const port = await freePort();
    const quick = [
      '-c',
      'fsync=off',
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
    ];
    const child = spawn(...run('postgres', ['-D', data, '-p', String(port), ...quick]), {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
    });
    await ready(child);
    return new Postgres(`postgres://yumanet@127.0.0.1:${port}/postgres`, folder, child);
  }

  /** As an operator ends it at once. */
  async stop() {
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGINT');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function ready(child) {
  let text = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`postgres is not ready in time: ${text}`)), START_MS);
    child.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${text}`)));
    child.stderr.on('data', (chunk) => {
      text += chunk.toString();
      if (!text.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
