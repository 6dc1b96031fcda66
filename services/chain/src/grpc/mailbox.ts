/** A bounded queue between who tells and who reads: the one never waits, the other never polls. */
export class Mailbox<T> {
  private readonly items: T[] = [];
  private wake: () => void = () => undefined;
  private overflow: Error | undefined;

  /** @param onFull makes the error that ends the reading when more than `limit` items wait. */
  constructor(
    private readonly limit: number,
    private readonly onFull: () => Error,
  ) {}

  put(item: T): void {
    if (this.overflow !== undefined) return;
    if (this.items.length >= this.limit) this.overflow = this.onFull();
    else this.items.push(item);
    this.wake();
  }

  /** Items as they come, for one reader; ends with the signal. @throws what `onFull` made, after the items that fitted. */
  async *read(signal: AbortSignal): AsyncGenerator<T> {
    const onAbort = (): void => this.wake();
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const [item] = this.items.splice(0, 1);
        if (item !== undefined) yield item;
        else if (this.overflow !== undefined) throw this.overflow;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
