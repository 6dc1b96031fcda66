import { systemClock, type Clock } from '../clock.js';
import { hasCode, isServiceError } from '../errors.js';
import type { GrpcClient, StreamCallOptions, UnaryCallOptions } from './client.js';
import type { ServiceShape } from './service-types.js';

export interface FailoverOptions {
  /** Methods that may be sent again to another address when nobody answered. */
  readonly idempotent: ReadonlySet<PropertyKey>;
  /** Codes of answers that another address may know better. */
  readonly askOthers: readonly string[];
  /** Milliseconds for one address, while there is another to try. */
  readonly addressMs: number;
  readonly clock?: Clock | undefined;
}

type Unary = (request: unknown, call: UnaryCallOptions) => Promise<unknown>;
type Stream = (request: unknown, call: StreamCallOptions) => AsyncIterable<unknown>;

/**
 * Several addresses of one service as one client. It stays with the address that answered last. One that does not answer is left for
 * the next, also by calls that may not be repeated: those fail, the next one goes elsewhere. A refusal of `askOthers` was not worked
 * on, so whatever the method the other addresses are asked too; the refusal stands when all say so.
 */
export function overAddresses<Service extends ServiceShape>(
  service: Service,
  clients: readonly GrpcClient<Service>[],
  options: FailoverOptions,
): GrpcClient<Service> {
  const addresses = new Addresses(clients.length);
  const methods: Record<string, unknown> = {
    close: () => clients.forEach((client) => client.close()),
  };
  for (const [name, method] of Object.entries(service)) {
    const of = clients.map((client) => (client as unknown as Record<string, unknown>)[name]);
    methods[name] = method.responseStream
      ? streamOver(of as Stream[], addresses, options)
      : unaryOver(of as Unary[], addresses, options, options.idempotent.has(name));
  }
  return methods as unknown as GrpcClient<Service>;
}

/** Which address is asked first. */
class Addresses {
  #first = 0;

  constructor(readonly count: number) {}

  /** All of them, beginning with the one that answered last. */
  order(): number[] {
    return Array.from({ length: this.count }, (_, i) => (this.#first + i) % this.count);
  }

  /** It did not answer. */
  left(address: number): void {
    if (this.#first === address) this.#first = (address + 1) % this.count;
  }
}

const isAway = (error: unknown): boolean =>
  isServiceError(error) && (error.status === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');

function unaryOver(
  methods: readonly Unary[],
  addresses: Addresses,
  { askOthers, addressMs, clock = systemClock() }: FailoverOptions,
  idempotent: boolean,
): Unary {
  return async (request, call) => {
    const end = clock.monotonic() + call.deadlineMs;
    const order = addresses.order();
    for (const [i, address] of order.entries()) {
      const left = Math.max(1, end - clock.monotonic());
      const isLast = i === order.length - 1;
      // Only what may be repeated is broken off early: of the rest nobody would know whether it was done.
      const deadlineMs = isLast || !idempotent ? left : Math.min(left, addressMs);
      try {
        return await methods[address]!(request, { ...call, deadlineMs });
      } catch (error) {
        const away = isAway(error);
        if (away) addresses.left(address);
        const maySayOtherwise = hasCode(error, ...askOthers) || (away && idempotent);
        if (isLast || !maySayOtherwise || call.signal?.aborted || clock.monotonic() >= end) throw error;
      }
    }
    throw new Error('unreachable: there is at least one address');
  };
}

/** A stream that breaks off ends for its reader, who knows where to go on: the next one begins at another address. */
function streamOver(
  methods: readonly Stream[],
  addresses: Addresses,
  { askOthers }: FailoverOptions,
): Stream {
  return async function* (request, call) {
    const order = addresses.order();
    for (const [i, address] of order.entries()) {
      let begun = false;
      try {
        for await (const item of methods[address]!(request, call)) {
          begun = true;
          yield item;
        }
        return;
      } catch (error) {
        if (isAway(error)) addresses.left(address);
        const isRefused = !begun && hasCode(error, ...askOthers);
        if (!isRefused || i === order.length - 1) throw error;
      }
    }
  };
}
