import { minerV1 } from '@yumanet/proto';
import { createGrpcClient, type Clock, type GrpcClient } from '@yumanet/service-kit';

export type AxonClient = GrpcClient<typeof minerV1.AxonServiceService>;

/** An answer's largest size in bytes; a larger one is refused before it is read whole. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** One channel per axon that is asked now; those that are not asked any more are closed. */
export class AxonClients {
  readonly #clock: Clock;
  readonly #clients = new Map<string, AxonClient>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param address `host:port`. */
  get(address: string): AxonClient {
    const existing = this.#clients.get(address);
    if (existing) return existing;
    const client = createGrpcClient(minerV1.AxonServiceService, {
      address,
      clock: this.#clock,
      maxMessageBytes: MAX_ANSWER_BYTES,
    });
    this.#clients.set(address, client);
    return client;
  }

  /** Closes every channel to an address that is not among these. */
  keep(addresses: ReadonlySet<string>): void {
    for (const [address, client] of this.#clients) {
      if (addresses.has(address)) continue;
      client.close();
      this.#clients.delete(address);
    }
  }

  close(): void {
    this.keep(new Set());
  }
}
