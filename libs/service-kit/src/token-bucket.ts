import type { Clock } from './clock.js';

export interface TokenBucketOptions {
  readonly clock: Clock;
  /** Tokens per second. */
  readonly rate: number;
  /** Tokens that it holds at most; it starts full. */
  readonly burst: number;
}

/** Tokens that come back with time. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #at: number;

  constructor(options: TokenBucketOptions) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#at = options.clock.monotonic();
  }

  /** Takes tokens; below zero it goes too, where more is taken than is there. */
  take(count = 1): void {
    this.#refill();
    this.#tokens -= count;
  }

  /** Milliseconds until it holds so many tokens; 0 when it does. */
  msUntil(count: number): number {
    this.#refill();
    return this.#tokens >= count ? 0 : Math.ceil(((count - this.#tokens) / this.#options.rate) * 1_000);
  }

  get isFull(): boolean {
    this.#refill();
    return this.#tokens === this.#options.burst;
  }

  #refill(): void {
    const { clock, rate, burst } = this.#options;
    const now = clock.monotonic();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1_000) * rate);
    this.#at = now;
  }
}
