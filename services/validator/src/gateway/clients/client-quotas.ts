import { TokenBucket, type Clock } from '@yumanet/service-kit';
import { gatewayError } from '../errors.js';

export interface ClientQuotasOptions {
  readonly clock: Clock;
  /** Requests per minute of one client; so many at once, too, after a minute of silence. */
  readonly perMinute: number;
  /** Queries of one client under way at once. */
  readonly concurrent: number;
}

interface Use {
  readonly bucket: TokenBucket;
  open: number;
}

/** How much each client may ask. Only who has a key is ever counted. */
export class ClientQuotas {
  readonly #options: ClientQuotasOptions;
  readonly #uses = new Map<string, Use>();

  constructor(options: ClientQuotasOptions) {
    this.#options = options;
  }

  /**
   * Counts a query in.
   *
   * @returns counts it out; further calls do nothing.
   * @throws ServiceError CLIENT_BUSY; RATE_EXCEEDED, with `retryMs`.
   */
  begin(clientId: string): () => void {
    const { concurrent, perMinute } = this.#options;
    const use = this.#of(clientId);
    if (use.open >= concurrent)
      throw gatewayError('CLIENT_BUSY', `queries: expected at most ${concurrent} at once, got more`, {
        concurrent,
      });
    const retryMs = use.bucket.msUntil(1);
    if (retryMs > 0)
      throw gatewayError('RATE_EXCEEDED', `requests: expected at most ${perMinute} a minute, got more`, {
        perMinute,
        retryMs,
      });
    use.bucket.take();
    use.open += 1;
    let open = true;
    return () => {
      if (open) use.open -= 1;
      open = false;
    };
  }

  #of(clientId: string): Use {
    const found = this.#uses.get(clientId);
    if (found) return found;
    const { clock, perMinute } = this.#options;
    const use = { bucket: new TokenBucket({ clock, rate: perMinute / 60, burst: perMinute }), open: 0 };
    this.#uses.set(clientId, use);
    return use;
  }
}
