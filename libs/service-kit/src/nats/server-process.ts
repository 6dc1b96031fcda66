import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, systemClock, type Clock } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { kitError, messageOf } from '../errors.js';
import type { Component } from '../lifecycle.js';
import { findNatsServer } from './find-server.js';
import { renderServerConfig, type NatsServerConfig } from './server-config.js';

export interface NatsServerOptions extends Partial<Omit<NatsServerConfig, 'storeDir'>> {
  /** Holds configuration, log and JetStream's data; made if missing, kept after stop. */
  readonly dir: string;
  /** Default: `nats-server.log` in the folder. */
  readonly logFile?: string;
  /** Default: found on this machine. */
  readonly binary?: string;
  readonly clock?: Clock;
  /** Milliseconds until it must be ready. Default 20,000. */
  readonly startMs?: number;
  /** Called when it ends without having been told to. */
  readonly onExit?: (code: number | null) => void;
}

/** An own nats-server with JetStream: for tests, for one machine, and for a cluster on loopback. */
export class NatsServerProcess implements Component {
  readonly name = 'nats-server';
  readonly deadlines = { start: 30_000, stop: 10_000 };
  readonly #options: NatsServerOptions;
  readonly #clock: Clock;
  #child: ChildProcess | undefined;
  #ports: { readonly client: number; readonly monitor: number } | undefined;
  readonly #killAtExit = () => void this.#child?.kill('SIGKILL');

  constructor(options: NatsServerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock();
  }

  /** `nats://127.0.0.1:4222` or `tls://…`; after start. */
  get url(): string {
    if (!this.#ports)
      throw kitError('NATS_SERVER_FAILED', 'nats-server: expected to be started, got asked before');
    return `${this.#options.tls ? 'tls' : 'nats'}://localhost:${this.#ports.client}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Ready when JetStream answers. After a stop it starts again on the same port with the same data.
   *
   * @throws ServiceError NATS_SERVER_FAILED with the end of its log.
   */
  async start(signal?: AbortSignal): Promise<void> {
    const { dir, startMs = 20_000 } = this.#options;
    mkdirSync(join(dir, 'ports'), { recursive: true });
    for (const file of readdirSync(join(dir, 'ports'))) rmSync(join(dir, 'ports', file));
    const config = join(dir, 'nats-server.conf');
    // Passwords stand in it.
    writeFileSync(config, renderServerConfig(this.#config()), { mode: 0o600 });
    const binary = this.#options.binary ?? findNatsServer();
    const log = this.#options.logFile ?? join(dir, 'nats-server.log');
    const child = spawn(binary, ['-c', config, '--ports_file_dir', join(dir, 'ports'), '-l', log], {
      stdio: 'ignore',
    });
    this.#child = child;
    process.off('exit', this.#killAtExit);
    process.once('exit', this.#killAtExit);
    const gone = new Promise<never>((_resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
    gone.catch(() => undefined);
    child.once('exit', (code) => {
      if (this.#child === child) this.#options.onExit?.(code);
    });
    try {
      const deadline = { clock: this.#clock, ms: startMs, what: 'nats-server', signal };
      await withDeadline(deadline, (ended) => Promise.race([this.#ready(ended), gone]));
    } catch (error) {
      await this.stop();
      throw kitError(
        'NATS_SERVER_FAILED',
        `nats-server: expected to be ready, got ${messageOf(error)}\n${tail(log)}`,
        {
          binary,
        },
      );
    }
  }

  /** Stops it in order; SIGKILL if that takes longer than five seconds. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    process.off('exit', this.#killAtExit);
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const timer = this.#clock.after(5_000, () => child.kill('SIGKILL'));
    await exited;
    timer.cancel();
  }

  /** For fault tests: SIGKILL ends it at once, SIGSTOP freezes it, SIGCONT wakes it. */
  async kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    if (signal === 'SIGKILL') {
      this.#child = undefined;
      process.off('exit', this.#killAtExit);
    }
    child.kill(signal);
    if (signal === 'SIGKILL') await exited;
  }

  #config(): NatsServerConfig {
    const { dir, name = 'yumanet', host = '127.0.0.1', port = -1, monitorPort = -1, ...rest } = this.#options;
    const ports = this.#ports;
    return {
      ...rest,
      name,
      host,
      port: ports?.client ?? port,
      monitorPort: ports?.monitor ?? monitorPort,
      storeDir: join(dir, 'jetstream'),
    };
  }

  async #ready(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#ports = readPorts(join(this.#options.dir, 'ports')) ?? this.#ports;
      if (this.#ports && (await isHealthy(this.#ports.monitor, signal))) return;
      await sleep(this.#clock, 25, signal);
    }
  }
}

/** nats-server writes the ports it took into a file of JSON lists of URLs. */
function readPorts(dir: string) {
  try {
    const [file] = readdirSync(dir);
    if (file === undefined) return undefined;
    const { nats, monitoring } = JSON.parse(readFileSync(join(dir, file), 'utf8')) as Record<
      string,
      string[]
    >;
    const portOf = (urls: string[] | undefined) => Number(new URL(urls?.[0] ?? '').port);
    return { client: portOf(nats), monitor: portOf(monitoring) };
  } catch {
    // Not written, or not written to its end.
    return undefined;
  }
}

async function isHealthy(port: number, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function tail(path: string): string {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(-10).join('\n');
  } catch {
    return '(no log)';
  }
}
