import { axonError } from '@yumanet/subnet-kit/axon';

/** A task that waits for its answer. */
export interface Job {
  readonly id: number;
  readonly body: Uint8Array;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Jobs in the order they came, at most so many. */
export class JobQueue {
  readonly #limit: number;
  readonly #jobs = new Map<number, Job>();
  #lastId = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /**
   * Waits for the answer that somebody who takes the job gives. Whoever gives up leaves the queue.
   *
   * @throws ServiceError OVERLOADED
   */
  add(body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#jobs.size >= this.#limit) {
      const what = `queue: expected fewer than ${this.#limit} waiting, got ${this.#jobs.size}`;
      return Promise.reject(axonError('OVERLOADED', what, { limit: this.#limit }));
    }
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#jobs.delete(id);
        reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
      };
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', leave);
          settle(value);
        };
      signal.addEventListener('abort', leave, { once: true });
      this.#jobs.set(id, { id, body, resolve: settled(resolve), reject: settled(reject) });
      if (signal.aborted) leave();
    });
  }

  /** The job that has waited longest; it is the caller's now. */
  take(): Job | undefined {
    const [job] = this.#jobs.values();
    if (job) this.#jobs.delete(job.id);
    return job;
  }
}
