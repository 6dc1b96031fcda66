import { clientError } from '../errors.js';

/** Which endpoint is tried next: the one that failed least, in the order given. */
export class EndpointList {
  readonly #urls: readonly string[];
  readonly #failures = new Map<string, number>();

  /** @throws ServiceError INVALID_ARGUMENT */
  constructor(urls: readonly string[]) {
    if (urls.length === 0)
      throw clientError('INVALID_ARGUMENT', 'endpoints: expected at least one URL, got none');
    for (const url of urls) {
      if (!/^wss?:\/\/[^\s]+$/.test(url)) {
        throw clientError(
          'INVALID_ARGUMENT',
          `endpoints: expected ws:// or wss://, got ${JSON.stringify(url)}`,
        );
      }
    }
    this.#urls = [...new Set(urls)];
  }

  get size(): number {
    return this.#urls.length;
  }

  next(): string {
    const [best] = [...this.#urls].sort((a, b) => this.#countOf(a) - this.#countOf(b));
    return best as string;
  }

  /** It did not serve: the others come first. */
  failed(url: string): void {
    this.#failures.set(url, this.#countOf(url) + 1);
  }

  /** It serves: all start afresh, the others' old failures included. */
  worked(): void {
    this.#failures.clear();
  }

  #countOf(url: string): number {
    return this.#failures.get(url) ?? 0;
  }
}
