import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from './service-process.js';

/** A service that is started again whenever it dies, as an init system does. */
export class RevivedService {
  #process: ServiceProcess | undefined;
  #running: Promise<void> | undefined;
  #isWanted = false;
  /** Ends that nobody asked for, with what it said last. */
  readonly failures: string[] = [];

  constructor(private readonly spawn: () => Promise<ServiceProcess>) {}

  /** Resolves when it is ready for the first time. */
  async start(): Promise<void> {
    this.#isWanted = true;
    this.#process = await this.spawn();
    this.#running = this.#run(this.#process);
  }

  get ready(): ServiceProcess['ready'] | undefined {
    return this.#process?.ready;
  }

  /** What its newest process wrote to its log. */
  log(): string {
    return this.#process?.log() ?? '';
  }

  /** As `kill -9`; it comes back after so many milliseconds. */
  async kill(awayMs = 0): Promise<void> {
    const victim = this.#process;
    this.#process = undefined;
    this.awayMs = awayMs;
    await victim?.kill();
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    await this.#process?.kill();
    await this.#running;
  }

  private awayMs = 0;

  async #run(first: ServiceProcess): Promise<void> {
    for (let current: ServiceProcess | undefined = first; this.#isWanted;) {
      if (current) await current.exit();
      if (current && current === this.#process) this.failures.push(current.log().slice(-2_000));
      await sleep(this.awayMs);
      if (!this.#isWanted) return;
      current = await this.spawn().catch((error: unknown) => {
        this.failures.push(String(error).slice(-2_000));
        return undefined;
      });
      this.#process = current;
      if (!current) await sleep(500);
    }
    await this.#process?.kill();
  }
}
