import { TokenBucket, type Clock } from '@yumanet/service-kit';
import { axonError } from '@yumanet/subnet-kit/axon';

export interface QuotaOptions {
  readonly clock: Clock;
  /** Requests per second of one hotkey, and of all together, in the long run. */
  readonly hotkeyRate: number;
  readonly totalRate: number;
}

/** A burst is what four seconds give. */
const BURST_SECONDS = 4;

/** How much each hotkey, and all together, may ask. Only those with a permit ever have a bucket: there are few of them. */
export class Quotas {
  readonly #options: QuotaOptions;
  readonly #total: TokenBucket;
  readonly #hotkeys = new Map<string, TokenBucket>();

  constructor(options: QuotaOptions) {
    this.#options = options;
    this.#total = this.#bucket(options.totalRate);
  }

  /** Uses nothing up. @throws ServiceError QUOTA_EXCEEDED, with `retryMs`. */
  check(account: string): void {
    this.#refuseWithout(this.#of(account), 'hotkey');
    this.#refuseWithout(this.#total, 'total');
  }

  /** Uses one up. @throws ServiceError QUOTA_EXCEEDED, with `retryMs`. */
  take(account: string): void {
    this.check(account);
    this.#of(account).take();
    this.#total.take();
  }

  #of(account: string): TokenBucket {
    const found = this.#hotkeys.get(account);
    if (found) return found;
    const made = this.#bucket(this.#options.hotkeyRate);
    this.#hotkeys.set(account, made);
    return made;
  }

  #bucket(rate: number): TokenBucket {
    return new TokenBucket({ clock: this.#options.clock, rate, burst: rate * BURST_SECONDS });
  }

  #refuseWithout(bucket: TokenBucket, whose: 'hotkey' | 'total'): void {
    const retryMs = bucket.msUntil(1);
    if (retryMs === 0) return;
    const { hotkeyRate, totalRate } = this.#options;
    const rate = whose === 'hotkey' ? hotkeyRate : totalRate;
    const what = `quota (${whose}): expected at most ${rate} requests per second, got more; again in ${retryMs} ms`;
    throw axonError('QUOTA_EXCEEDED', what, { whose, rate, retryMs });
  }
}
