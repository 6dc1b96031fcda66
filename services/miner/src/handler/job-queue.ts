import { axonError } from '@yumanet/subnet-kit/axon';
import type { Job } from './job.js';

/** Jobs that wait: the highest stake first, equal stakes in the order they came; at most so many. */
export class JobQueue {
  readonly #limit: number;
  /** The next is the last. */
  readonly #jobs: Job[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#jobs.length;
  }

  /**
   * A full queue sheds whoever has the lowest stake, the youngest of equals: one that waits, which then ends with OVERLOADED,
   * or this one.
   *
   * @throws ServiceError OVERLOADED
   */
  add(job: Job): void {
    const [lowest] = this.#jobs;
    if (this.#jobs.length >= this.#limit) {
      const what = `queue: expected fewer than ${this.#limit} waiting, got ${this.#jobs.length}`;
      const shed = axonError('OVERLOADED', `${what} with as much stake or more`, { limit: this.#limit });
      if (!lowest || job.ask.stake <= lowest.ask.stake) throw shed;
      this.#jobs.shift();
      lowest.end(shed);
    }
    // Behind everyone of at least its stake: the first place, from the end of the line, that is not ahead of them.
    const place = this.#jobs.findIndex(({ ask }) => ask.stake >= job.ask.stake);
    this.#jobs.splice(place === -1 ? this.#jobs.length : place, 0, job);
  }

  /** The job whose turn it is; it is the caller's now. */
  take(): Job | undefined {
    return this.#jobs.pop();
  }

  /** Leaves the queue. @returns whether it was in it. */
  remove(job: Job): boolean {
    const place = this.#jobs.indexOf(job);
    if (place === -1) return false;
    this.#jobs.splice(place, 1);
    return true;
  }
}
