/** How much may be sent before somebody has to have taken it. */
export class Credit {
  #left: number;
  #wake: (() => void) | undefined;

  constructor(initial: number) {
    this.#left = initial;
  }

  give(): void {
    this.#left += 1;
    this.#wake?.();
  }

  /** Takes one, as soon as there is one. Throws the signal's reason when it aborts first. */
  async take(signal: AbortSignal): Promise<void> {
    while (this.#left === 0) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    signal.throwIfAborted();
    this.#left -= 1;
  }
}
