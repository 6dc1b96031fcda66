import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { kitError } from './errors.js';
import type { Health } from './health.js';
import type { Logger } from './logger.js';

/** A part of a service: a store, a bus connection, a server. Every hook ends before its deadline or is given up. */
export interface Component {
  readonly name: string;
  /** Ready for use when it resolves. */
  start?(signal: AbortSignal): Promise<void>;
  /** Takes nothing new, finishes what it has. */
  drain?(signal: AbortSignal): Promise<void>;
  /** Lets go of everything. Called once for each component whose start was called, even when that failed. */
  stop?(signal: AbortSignal): Promise<void>;
  readonly deadlines?: Partial<Deadlines>;
}

/** Milliseconds. */
export interface Deadlines {
  readonly start: number;
  readonly drain: number;
  readonly stop: number;
}

export const DEFAULT_DEADLINES: Deadlines = { start: 30_000, drain: 10_000, stop: 5_000 };

export interface LifecycleOptions {
  readonly components: readonly Component[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deadlines?: Partial<Deadlines>;
  /** Is told, as part `lifecycle`, that nothing is to be sent here: until everything has started, and from the first moment of stopping. */
  readonly health?: Health;
}

export type LifecycleState = 'new' | 'starting' | 'running' | 'draining' | 'stopping' | 'stopped';

/** 0: stopped cleanly. 1: something failed or did not end in time. */
export type ExitCode = 0 | 1;

/** Starts components in order, drains and stops them in reverse. */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #begun: Component[] = [];
  readonly #controller = new AbortController();
  readonly #stopped: Promise<ExitCode>;
  #resolveStopped: (code: ExitCode) => void = () => undefined;
  #stopping: Promise<ExitCode> | undefined;
  #starting: Promise<void> | undefined;
  #failed = false;
  #state: LifecycleState = 'new';

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.#tell('starting');
    this.#stopped = new Promise((resolve) => (this.#resolveStopped = resolve));
  }

  get logger(): Logger {
    return this.#options.logger;
  }

  get state(): LifecycleState {
    return this.#state;
  }

  /** Aborts when stopping begins: loops end on it. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The exit code, when everything has stopped. */
  get stopped(): Promise<ExitCode> {
    return this.#stopped;
  }

  /**
   * Starts the components one after the other.
   *
   * @throws ServiceError START_FAILED, naming the component, after everything that had started was stopped.
   */
  async start(): Promise<void> {
    this.#starting ??= this.#startAll();
    await this.#starting;
  }

  /** A running component found that it cannot go on: the service stops with exit code 1. */
  fail(component: string, error: unknown): void {
    this.#options.logger.error({ component, error }, 'component failed');
    this.#failed = true;
    void this.stop(`${component} failed`);
  }

  /** Drains, then stops, in reverse order. Further calls join the first. */
  stop(reason: string): Promise<ExitCode> {
    this.#stopping ??= this.#stopAll(reason);
    return this.#stopping;
  }

  async #startAll(): Promise<void> {
    this.#state = 'starting';
    for (const component of this.#options.components) {
      if (this.signal.aborted) return;
      this.#begun.push(component);
      try {
        await this.#hook(component, 'start', this.signal);
      } catch (error) {
        this.#failed = true;
        await this.stop(`${component.name} did not start`);
        throw kitError(
          'START_FAILED',
          `${component.name}: expected to start, got ${error instanceof Error ? error.message : String(error)}`,
          { component: component.name },
          { cause: error },
        );
      }
    }
    if (this.signal.aborted) return;
    this.#state = 'running';
    this.#tell(undefined);
  }

  async #stopAll(reason: string): Promise<ExitCode> {
    const { logger } = this.#options;
    logger.info({ reason }, 'stopping');
    this.#state = 'draining';
    // First of all: whoever asks is to go elsewhere while what is under way is finished.
    this.#tell('stopping');
    this.#controller.abort(kitError('DRAINING', `service: expected to run, got stopped (${reason})`));
    await this.#backwards('drain');
    this.#state = 'stopping';
    await this.#backwards('stop');
    this.#state = 'stopped';
    const code: ExitCode = this.#failed ? 1 : 0;
    logger.info({ code }, 'stopped');
    this.#resolveStopped(code);
    return code;
  }

  #tell(whyNot: string | undefined): void {
    this.#options.health?.set('lifecycle', whyNot === undefined ? {} : { ready: false, detail: whyNot });
  }

  async #backwards(hook: 'drain' | 'stop'): Promise<void> {
    for (const component of [...this.#begun].reverse()) {
      try {
        await this.#hook(component, hook);
      } catch (error) {
        this.#failed = true;
        this.#options.logger.error(
          { component: component.name, hook, error },
          'component did not end cleanly',
        );
      }
    }
  }

  async #hook(component: Component, hook: keyof Deadlines, signal?: AbortSignal): Promise<void> {
    const run = component[hook]?.bind(component);
    if (!run) return;
    const { clock, logger } = this.#options;
    const began = clock.monotonic();
    const ms = component.deadlines?.[hook] ?? this.#options.deadlines?.[hook] ?? DEFAULT_DEADLINES[hook];
    await withDeadline({ clock, ms, what: `${hook} of ${component.name}`, signal }, run);
    logger.debug({ component: component.name, hook, ms: Math.round(clock.monotonic() - began) }, 'component');
  }
}
