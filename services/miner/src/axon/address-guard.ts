import { TokenBucket, isServiceError, networkOfAddress, type Clock } from '@yumanet/service-kit';

export interface AddressGuardOptions {
  readonly clock: Clock;
  /** How long an address stays shut out. */
  readonly blockMs: number;
}

/** Faults that an address may have at once, and those that are forgiven each second. */
const FAULTS = { burst: 32, rate: 2 };
/** Addresses kept in mind; then the oldest is forgotten. */
const MAX_ADDRESSES = 10_000;

/** A refusal that cost a signature check, or more, counts whole; one that cost next to nothing counts a tenth. */
const WHOLE: ReadonlySet<string> = new Set(['BAD_SIGNATURE', 'REPLAYED_NONCE', 'BODY_TOO_LARGE']);
const TENTH: ReadonlySet<string> = new Set([
  'BAD_MESSAGE',
  'NOT_AUTHORIZED',
  'NOT_SYNAPSE',
  'REQUEST_INVALID',
  'STALE_NONCE',
  'UNKNOWN_TASK',
  'UNSIGNED',
  'WRONG_AXON',
  'WRONG_NETUID',
]);

/** How much of a fault a refusal is; 0 for what an honest dendrite may meet at any time. */
export function faultOf(error: unknown): number {
  if (!isServiceError(error)) return 0;
  return WHOLE.has(error.code) ? 1 : TENTH.has(error.code) ? 0.1 : 0;
}

/**
 * Shuts out addresses from which too much comes that nobody with a permit has signed: junk then costs the axon a connection
 * and no more. Whoever shares an address with an attacker is shut out with him.
 */
export class AddressGuard {
  readonly #options: AddressGuardOptions;
  /** In the order in which they were first at fault. */
  readonly #faults = new Map<string, TokenBucket>();
  readonly #blockedUntil = new Map<string, number>();

  constructor(options: AddressGuardOptions) {
    this.#options = options;
  }

  isBlocked(address: string): boolean {
    const network = networkOfAddress(address);
    const until = this.#blockedUntil.get(network);
    if (until === undefined) return false;
    if (this.#options.clock.monotonic() < until) return true;
    this.#blockedUntil.delete(network);
    return false;
  }

  /** @param count 1: as bad as a forged signature. @returns whether the address is shut out now. */
  fault(address: string, count: number): boolean {
    if (count === 0) return this.isBlocked(address);
    const { clock, blockMs } = this.#options;
    const network = networkOfAddress(address);
    const bucket = this.#faults.get(network) ?? new TokenBucket({ clock, ...FAULTS });
    bucket.take(count);
    remember(this.#faults, network, bucket);
    if (bucket.msUntil(0) === 0) return false;
    this.#faults.delete(network);
    remember(this.#blockedUntil, network, clock.monotonic() + blockMs);
    return true;
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key) && map.size >= MAX_ADDRESSES) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(key, value);
}
