/**
 * Work of many clients, one piece of each in turn: who asks for much waits for itself, not others for it. After a slice
 * of time the event loop goes on, so that what others ask meanwhile is heard.
 *
 * A piece runs to its end: how long the longest lasts is how long anybody may have to wait.
 */
export class FairTurns {
  /** Clients in the order of their turns. */
  private readonly queues = new Map<object, (() => void)[]>();
  private readonly gone = new WeakSet<object>();
  private scheduled = false;
  private stopped = false;

  constructor(
    private readonly sliceMs = 0.3,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Pieces that wait. */
  get waiting(): number {
    let count = 0;
    for (const queue of this.queues.values()) count += queue.length;
    return count;
  }

  /** Runs `work` when it is the client's turn, after what the client asked for before. */
  run<T>(client: object, work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const piece = (): void => {
        try {
          resolve(work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const queue = this.queues.get(client);
      if (this.stopped || this.gone.has(client)) return;
      if (queue === undefined) this.queues.set(client, [piece]);
      else queue.push(piece);
      this.schedule();
    });
  }

  /** Nothing more is done for a client that is gone: what waits for it never settles. */
  forget(client: object): void {
    this.gone.add(client);
    this.queues.delete(client);
  }

  /** Nothing more is done for anybody. */
  stop(): void {
    this.stopped = true;
    this.queues.clear();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.runSlice());
  }

  private runSlice(): void {
    this.scheduled = false;
    const end = this.now() + this.sliceMs;
    for (const [client, queue] of this.queues) {
      // Deleting and setting puts the client last.
      this.queues.delete(client);
      queue.shift()!();
      if (queue.length > 0) this.queues.set(client, queue);
      if (this.now() >= end) break;
    }
    if (this.queues.size > 0) this.schedule();
  }
}
