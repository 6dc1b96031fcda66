import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { checkKey, type SignatureCheck } from './signature-check.js';
import { verifySignature } from './verify.js';

/** Answers whether signatures are good. */
export interface Verifier {
  /** Off the calling thread. */
  verify(check: SignatureCheck): Promise<boolean>;
  /** At once. */
  verifyNow(check: SignatureCheck): boolean;
}

export interface VerifierOptions {
  /** Worker threads; default one a core. 0 checks on the calling thread. */
  readonly threads?: number;
  /** How many answers are remembered. */
  readonly cacheSize?: number;
}

export interface VerifierStats {
  /** Checks done in worker threads. */
  readonly offThread: number;
  /** Checks done on the calling thread, because nobody had seen them before. */
  readonly onThread: number;
}

const DEFAULT_CACHE = 65_536;
/** A check takes about 2 ms: small batches keep all threads busy, larger ones save messages. */
const BATCH = 8;

/**
 * Checks signatures in worker threads and remembers every answer, so none is worked out twice: what the pool has
 * checked is known when the block is built.
 */
export class SignatureVerifier implements Verifier {
  private readonly answers = new Map<string, boolean>();
  private readonly running = new Map<string, Promise<boolean>>();
  private readonly waiting: { check: SignatureCheck; done: (good: boolean | Error) => void }[] = [];
  private readonly threads: number;
  private readonly cacheSize: number;
  private workers: Piscina | undefined;
  private busy = 0;
  private offThread = 0;
  private onThread = 0;

  constructor(options: VerifierOptions = {}) {
    this.threads = options.threads ?? availableParallelism();
    this.cacheSize = options.cacheSize ?? DEFAULT_CACHE;
  }

  get stats(): VerifierStats {
    return { offThread: this.offThread, onThread: this.onThread };
  }

  /** Answers off the calling thread. */
  async verify(check: SignatureCheck): Promise<boolean> {
    const key = checkKey(check);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    if (this.threads === 0) return this.verifyNow(check);
    let promise = this.running.get(key);
    if (promise === undefined) {
      promise = this.enqueue(check).then(
        (good) => this.remember(key, good),
        (error: unknown) => {
          this.running.delete(key);
          throw error;
        },
      );
      this.running.set(key, promise);
    }
    return promise;
  }

  /** Answers at once: from memory, else by checking here and now. */
  verifyNow(check: SignatureCheck): boolean {
    const key = checkKey(check);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    this.onThread++;
    return this.remember(key, verifySignature(check));
  }

  async close(): Promise<void> {
    await this.workers?.destroy();
  }

  private remember(key: string, good: boolean): boolean {
    this.running.delete(key);
    if (this.answers.size >= this.cacheSize) this.answers.delete(this.answers.keys().next().value!);
    this.answers.set(key, good);
    return good;
  }

  private enqueue(check: SignatureCheck): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const done = (good: boolean | Error): void => (good instanceof Error ? reject(good) : resolve(good));
      this.waiting.push({ check, done });
      // All checks of one event-loop turn share batches.
      if (this.waiting.length === 1) setImmediate(() => this.feed());
    });
  }

  private feed(): void {
    // Two batches a thread: one being checked, one waiting at its door.
    while (this.waiting.length > 0 && this.busy < 2 * this.threads) {
      const fair = Math.ceil(this.waiting.length / this.threads);
      const batch = this.waiting.splice(0, Math.max(1, Math.min(BATCH, fair)));
      this.busy++;
      void this.runBatch(batch);
    }
  }

  private async runBatch(batch: typeof this.waiting): Promise<void> {
    try {
      const answers = (await this.pool().run(batch.map(({ check }) => check))) as boolean[];
      this.offThread += batch.length;
      batch.forEach(({ done }, index) => done(answers[index]!));
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      for (const { done } of batch) done(reason);
    } finally {
      this.busy--;
      this.feed();
    }
  }

  private pool(): Piscina {
    // From src (tests) and from dist alike: the worker is always the built one.
    const filename = fileURLToPath(new URL('../../../dist/node/signatures/worker.js', import.meta.url));
    return (this.workers ??= new Piscina({
      filename,
      minThreads: 1,
      maxThreads: this.threads,
      idleTimeout: 30_000,
    }));
  }
}
