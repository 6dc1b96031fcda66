import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One JSON line of `yumanet up`. */
export type NetworkEvent = Readonly<Record<string, unknown>> & { readonly event: string };

/** That everything runs: the subnets, and what each part says of itself, by name. */
export interface NetworkReady extends NetworkEvent {
  readonly subnets: readonly { readonly netuid: number; readonly mechanism: string }[];
  readonly parts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface EpochEvent extends NetworkEvent {
  readonly netuid: number;
  readonly block: number;
  readonly verdict: string;
  readonly raoEmission: string;
  readonly neurons: readonly {
    readonly uid: number;
    readonly hotkey: string;
    readonly name: string;
    readonly role: string;
    readonly stakeRao: string;
    readonly score?: number;
    readonly incentive: number;
    readonly dividends: number;
    readonly emissionRao: string;
  }[];
}

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** `npm start` of a test: on free ports, in a folder of its own. */
export class Network {
  readonly events: NetworkEvent[] = [];
  readonly exited: Promise<number | null>;
  private readonly waiting = new Set<() => void>();
  private errors = '';

  private constructor(
    readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {
    this.exited = new Promise((resolve) =>
      child.on('exit', (code) => {
        resolve(code);
        this.wake();
      }),
    );
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.events.push(JSON.parse(line) as NetworkEvent);
      this.wake();
    });
    child.stderr!.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  static start(dataDir: string, ...flags: readonly string[]): Network {
    const args = [START, '--json', '--rpc-port', '0', '--data-dir', dataDir, ...flags];
    return new Network(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }), dataDir);
  }

  /** The first event, of those from `from` on, that fits. @throws when the network ends before, or after the deadline. */
  async event(
    what: string,
    fits: (event: NetworkEvent) => boolean,
    ms = 120_000,
    from = 0,
  ): Promise<NetworkEvent> {
    const deadline = Date.now() + ms;
    for (;;) {
      const found = this.events.slice(from).find(fits);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`${what}: the network ended before\n${this.said()}`);
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${what}: not within ${ms} ms\n${this.said()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Waits until everything runs. */
  async ready(ms?: number): Promise<NetworkReady> {
    return (await this.event('ready', ({ event }) => event === 'ready', ms)) as NetworkReady;
  }

  /** The epochs shown so far, from position `from` of the events on. */
  epochs(from = 0): EpochEvent[] {
    return this.events.slice(from).filter(({ event }) => event === 'epoch') as EpochEvent[];
  }

  /** Waits until `count` more epochs have been shown. */
  async moreEpochs(count: number, ms = 120_000): Promise<EpochEvent[]> {
    const from = this.events.length;
    await this.event(`${count} epochs`, () => this.epochs(from).length >= count, ms, from);
    return this.epochs(from);
  }

  /** As Ctrl-C. @returns the exit status and how long it took. */
  async interrupt(): Promise<{ readonly status: number | null; readonly ms: number }> {
    const began = Date.now();
    this.child.kill('SIGINT');
    const status = await this.exited;
    return { status, ms: Date.now() - began };
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 30_000);
    await this.exited;
    clearTimeout(timer);
  }

  /** Everything that may tell why: what it printed, and the end of each part's log. */
  private said(): string {
    const events = this.events.map((event) => JSON.stringify(event));
    const folder = join(this.dataDir, 'logs');
    const logs = (existsSync(folder) ? readdirSync(folder) : []).map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
      return `${file}:\n${lines.slice(-8).join('\n')}`;
    });
    return [this.errors, ...events, ...logs].join('\n');
  }

  private wake(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}
