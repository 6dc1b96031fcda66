import { kitError } from './errors.js';
import { Lifecycle, type Component, type LifecycleOptions } from './lifecycle.js';

/** What a service says when it is ready: its addresses, for people and for programs that started it. */
export type ReadyFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ServiceOptions extends LifecycleOptions {
  readonly name: string;
  /** Asked once, when everything has started. */
  readonly ready: () => ReadyFacts;
}

/**
 * A whole service as one component: `serviceCommand` runs it in a process of its own, another process among its own
 * components. It ends by itself when a part of it fails: `lifecycle.stopped` tells.
 */
export class Service implements Component {
  readonly name: string;
  readonly lifecycle: Lifecycle;
  /** Its parts have deadlines of their own; these are the bounds of all of them together. */
  readonly deadlines = { start: 180_000, stop: 30_000 };
  readonly #ready: () => ReadyFacts;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.lifecycle = new Lifecycle(options);
    this.#ready = options.ready;
  }

  /** `{ event: 'ready', service, … }`, after start. */
  ready(): ReadyFacts {
    return { event: 'ready', service: this.name, ...this.#ready() };
  }

  /** @throws ServiceError START_FAILED, also when it was stopped meanwhile. */
  async start(signal?: AbortSignal): Promise<void> {
    const leave = () => void this.lifecycle.stop('its host stops');
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await this.lifecycle.start();
    } finally {
      signal?.removeEventListener('abort', leave);
    }
    if (this.lifecycle.state !== 'running')
      throw kitError('START_FAILED', `${this.name}: expected to start, got stopped`, { service: this.name });
  }

  /** Drains and stops its parts. @throws ServiceError INTERNAL when one of them did not end cleanly. */
  async stop(): Promise<void> {
    const code = await this.lifecycle.stop('asked to');
    if (code !== 0)
      throw kitError('INTERNAL', `${this.name}: expected a clean end, got exit code ${code} (see its log)`);
  }
}
