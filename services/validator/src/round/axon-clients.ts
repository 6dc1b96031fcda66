import { minerV1 } from '@yumanet/proto';
import { createGrpcClient, type Clock, type GrpcClient, type TlsIdentity } from '@yumanet/service-kit';
import { AxonNetworks, PRIVATE } from './axon-networks.js';

export type AxonClient = GrpcClient<typeof minerV1.AxonServiceService>;

/** An answer's largest size in bytes; a larger one is refused before it is read whole. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface AxonClientsOptions {
  /** Which addresses may be asked. Default: public and private ones. */
  readonly networks?: AxonNetworks;
  /** With it axons of gRPC are asked over mTLS, and must show a certificate with this name. */
  readonly tls?: TlsIdentity & { readonly serverName: string };
}

/** One channel per axon that is asked now; those that are not asked any more are closed. */
export class AxonClients {
  readonly #clock: Clock;
  readonly #networks: AxonNetworks;
  readonly #tls: AxonClientsOptions['tls'];
  readonly #clients = new Map<string, AxonClient>();

  constructor(clock: Clock, { networks, tls }: AxonClientsOptions = {}) {
    this.#clock = clock;
    this.#networks = networks ?? new AxonNetworks([PRIVATE]);
    this.#tls = tls;
  }

  /** Before an address is asked in any way. @throws ServiceError AXON_FORBIDDEN */
  check(address: string): void {
    this.#networks.check(address);
  }

  /** @param address `host:port`. @throws ServiceError AXON_FORBIDDEN */
  get(address: string): AxonClient {
    this.check(address);
    const existing = this.#clients.get(address);
    if (existing) return existing;
    const client = createGrpcClient(minerV1.AxonServiceService, {
      address,
      clock: this.#clock,
      maxMessageBytes: MAX_ANSWER_BYTES,
      ...(this.#tls ? { tls: this.#tls, serverName: this.#tls.serverName } : {}),
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
