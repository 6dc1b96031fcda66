/** Hands pieces from whoever makes them to whoever reads them, one at a time: no faster than they are read. */
export class Handoff<T> {
  #offered: { readonly value: T; readonly taken: () => void } | undefined;
  #wake: () => void = () => undefined;
  #isEnded = false;

  /** Whether a piece waits to be read. */
  get isWaiting(): boolean {
    return this.#offered !== undefined;
  }

  /** Resolves when the piece was taken. @throws the signal's reason when it aborts first. */
  give(value: T, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const leave = () => reject(signal.reason as Error);
      signal.addEventListener('abort', leave, { once: true });
      const taken = () => {
        this.#offered = undefined;
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.#offered = { value, taken };
      this.#wake();
    });
  }

  /** Nothing follows. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** The pieces until the end; each counts as taken when the next is asked for. */
  async *pieces(): AsyncGenerator<T> {
    for (;;) {
      const offered = this.#offered;
      if (offered) {
        yield offered.value;
        offered.taken();
      } else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
