import type { Clock } from './clock.js';
import { TokenBucket } from './token-bucket.js';

export interface ClientRatesOptions {
  readonly clock: Clock;
  /** Requests a second of one client, in the long run. */
  readonly rate: number;
}

/** A burst is what two seconds give. */
const BURST_SECONDS = 2;
/** Clients kept in mind; then whoever asked longest ago is forgotten. */
const MAX_CLIENTS = 10_000;

/** How often each client may ask: a token bucket each, and a bound on how many of them there are. */
export class ClientRates {
  readonly #options: ClientRatesOptions;
  /** In the order of the last request. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(options: ClientRatesOptions) {
    this.#options = options;
  }

  /** Clients that are kept in mind. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one of the client's requests. @returns 0, or milliseconds until it may ask again; then nothing is taken. */
  take(client: string): number {
    const { clock, rate } = this.#options;
    const bucket =
      this.#buckets.get(client) ?? new TokenBucket({ clock, rate, burst: Math.max(1, rate * BURST_SECONDS) });
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > MAX_CLIENTS) this.#forgetOldest();
    const waitMs = bucket.msUntil(1);
    if (waitMs === 0) bucket.take();
    return waitMs;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** The network that an address is counted with: IPv4 as it is, of IPv6 the first 64 bits, which one customer has for himself. */
export function networkOfAddress(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [front, back] = [groups(head), groups(tail)];
  const zeros = plain.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0;
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':');
}
