import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CliError } from '../cli-error.js';
import type { Facts, ProcessPart } from './part.js';

export interface ChildOptions {
  readonly name: string;
  /** Absolute path of the command. */
  readonly bin: string;
  /** Its settings, as `--config` takes them. */
  readonly config: string;
  /** Where its log goes; what is there is kept. */
  readonly logFile: string;
}

/** A service in a process of its own: its command, started with `--json`, says when it is ready. */
export class ChildPart implements ProcessPart {
  readonly name: string;
  readonly restart: string;
  readonly failed: Promise<string>;
  private child: ChildProcess | undefined;
  private stopping = false;
  private status: string | undefined;
  private fail: (reason: string) => void = () => undefined;

  constructor(private readonly options: ChildOptions) {
    this.name = options.name;
    this.restart = `node ${options.bin} --config ${options.config}`;
    this.failed = new Promise((resolve) => (this.fail = resolve));
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(signal: AbortSignal): Promise<Facts> {
    const { name, bin, config, logFile } = this.options;
    const log = createWriteStream(logFile, { flags: 'a' });
    // A group of its own: a terminal's Ctrl-C comes to us, and from us to each in order.
    const child = spawn(process.execPath, [bin, '--json', '--config', config], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    child.stderr.pipe(log);
    return new Promise((resolve, reject) => {
      const refuse = (reason: string): void => {
        reject(new CliError('FAILED', `${name}: expected it to get ready, got ${reason} (see ${logFile})`));
        this.fail(reason);
      };
      signal.addEventListener('abort', () => refuse('told to stop'), { once: true });
      child.once('error', (error) => refuse(error.message));
      child.once('exit', (code, by) => {
        if (!this.stopping) refuse(`exit by ${by ?? `status ${code}`}`);
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        log.write(`${line}\n`);
        const event = JSON.parse(line) as Facts;
        if (event['event'] !== 'ready') return;
        this.status = event['status'] as string | undefined;
        resolve(event);
      });
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
  }

  /** When there is no more time. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  async alive(signal: AbortSignal): Promise<void> {
    if (this.status === undefined) return;
    const answer = await fetch(`${this.status}/healthz`, { signal });
    await answer.body?.cancel();
  }
}
