import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { serviceBin } from './service-bin.js';

export interface ServiceReady {
  readonly event: 'ready';
  readonly service: string;
  readonly grpc: string;
  readonly status: string;
  readonly pid: number;
}

/** A service's own command in its own process. */
export class ServiceProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly ready: ServiceReady,
    readonly log: () => string,
    private readonly exited: Promise<number | null>,
  ) {}

  /** @param name of the service: `emission` is the command `yumanet-emission`. */
  static async start(
    name: 'emission' | 'validator' | 'miner' | 'explorer',
    flags: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [serviceBin(name), '--json', ...flags], {
      env: { ...process.env, ...env },
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    const ready = new Promise<ServiceReady>((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        text += `${line}\n`;
        resolve(JSON.parse(line) as ServiceReady);
      });
    });
    const first = await Promise.race([
      ready,
      exited.then((code) => {
        throw new Error(`${name} ended with ${code} before it was ready\n${text}`);
      }),
    ]);
    return new ServiceProcess(child, first, () => text, exited);
  }

  /** Waits until it ends by itself. @returns its exit status. */
  exit(): Promise<number | null> {
    return this.exited;
  }

  kill(): Promise<unknown> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** As an operator stops it. @returns its exit status. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}
