import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { messageOf } from '@yumanet/service-kit';
import { CliError } from '../cli-error.js';
import type { Facts, ProcessPart } from './part.js';
import { saysHello } from './says-hello.js';

const DEBIAN = '/usr/lib/postgresql';
/** Whom PostgreSQL runs as when everything else runs as root, which it refuses: nobody in particular. */
const NOBODY = 65_534;
/** A socket's path may not be longer, in bytes. */
const MAX_SOCKET = 107;
const SOCKET = '.s.PGSQL.5432';
/** The first message of a client: may we speak TLS? Any server answers with one letter. */
const SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f);

/** The folder of initdb and postgres: `POSTGRES_BIN`, Debian's newest, or PATH. */
function findPostgres(): string {
  const named = process.env['POSTGRES_BIN'];
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const found = named ?? folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found !== undefined) return found;
  throw new CliError(
    'FAILED',
    'postgres: expected PostgreSQL (POSTGRES_BIN, Debian: apt-get install postgresql), got none; `postgres: false` does without',
  );
}

/** As root, another user's: `setpriv` is part of util-linux. */
const isRoot = (): boolean => process.getuid?.() === 0;
const command = (program: string, args: readonly string[]): [string, string[]] =>
  isRoot()
    ? ['setpriv', [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', program, ...args]]
    : [program, [...args]];

export interface PostgresOptions {
  /** Of its own. */
  readonly folder: string;
  readonly logFile: string;
}

/**
 * One life of a PostgreSQL for one network: reached over a socket in its folder by this machine's user alone, so that it needs no
 * password; its data stays between starts.
 */
export class PostgresPart implements ProcessPart {
  readonly name = 'postgres';
  readonly failed: Promise<string>;
  private readonly data: string;
  private child: ChildProcess | undefined;
  private fail: (reason: string) => void = () => undefined;

  constructor(private readonly options: PostgresOptions) {
    this.data = join(options.folder, 'data');
    this.failed = new Promise((resolve) => (this.fail = resolve));
  }

  /** For `EMISSION_DATABASE_URL`. */
  get url(): string {
    return `postgres://yumanet@${encodeURIComponent(this.options.folder)}/postgres`;
  }

  /** @throws CliError FAILED with what is in the way: no PostgreSQL, a folder that it cannot get into, a path too long. */
  async start(signal: AbortSignal): Promise<Facts> {
    const bin = findPostgres();
    this.prepare(bin);
    const { folder, logFile } = this.options;
    // No port: only who gets into the folder gets in.
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'unix_socket_permissions=0700',
    ];
    const child = spawn(
      ...command(join(bin, 'postgres'), ['-D', this.data, ...settings.flatMap((each) => ['-c', each])]),
      { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, detached: true },
    );
    this.child = child;
    child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }));
    await this.ready(child, signal);
    return { url: this.url, pid: child.pid };
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    // Ends its connections too: nobody is there any more.
    child.kill('SIGINT');
    await exited;
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  alive(signal: AbortSignal): Promise<void> {
    return saysHello({ path: join(this.options.folder, SOCKET) }, SSL_REQUEST, signal);
  }

  /** Makes the database where there is none. */
  private prepare(bin: string): void {
    const { folder } = this.options;
    const bytes = Buffer.byteLength(join(folder, SOCKET));
    if (bytes > MAX_SOCKET)
      throw new CliError(
        'FAILED',
        `postgres: expected a socket's path of ${MAX_SOCKET} bytes, got ${bytes}: ${folder}`,
      );
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isRoot()) chownSync(folder, NOBODY, NOBODY);
    if (existsSync(join(this.data, 'PG_VERSION'))) return;
    const args = ['-D', this.data, '-U', 'yumanet', '--auth=trust', '-E', 'UTF8', '--locale=C'];
    try {
      execFileSync(...command(join(bin, 'initdb'), args), { stdio: 'pipe', cwd: folder });
    } catch (error) {
      const why = isRoot() ? `; as root it runs as user ${NOBODY}, who must get into the folder` : '';
      throw new CliError(
        'FAILED',
        `postgres: expected a database in ${folder}, got ${messageOf(error)}${why}`,
      );
    }
  }

  private ready(child: ChildProcess, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (reason: string): void => {
        reject(
          new CliError(
            'FAILED',
            `postgres: expected it to get ready, got ${reason} (see ${this.options.logFile})`,
          ),
        );
        this.fail(reason);
      };
      signal.addEventListener('abort', () => refuse('told to stop'), { once: true });
      child.once('error', (error) => refuse(error.message));
      child.once('exit', (code, by) => refuse(`exit by ${by ?? `status ${code}`}`));
      let text = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(-4_096);
        if (text.includes('ready to accept connections')) resolve();
      });
    });
  }
}
