import { clientError } from './errors.js';

/** A bounded queue from callbacks to `for await`. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #limit: number;
  readonly #items: T[] = [];
  #wake: () => void = () => undefined;
  #end: { readonly error: Error | undefined } | undefined;

  /** @param limit items that may wait; one more ends the queue with TOO_MANY_REQUESTS. */
  constructor(limit = 1_000) {
    this.#limit = limit;
  }

  push(item: T): void {
    if (this.#end) return;
    if (this.#items.length < this.#limit) this.#items.push(item);
    else
      this.end(clientError('TOO_MANY_REQUESTS', `queue: expected a reader, got ${this.#limit} items unread`));
    this.#wake();
  }

  /** What is in the queue still comes; then the error, or the end. */
  end(error?: Error): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#items.length > 0) yield this.#items.shift() as T;
      if (this.#end?.error) throw this.#end.error;
      if (this.#end) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
