import { GrpcServer, type Component, type GrpcServerOptions } from '@yumanet/service-kit';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import type { MinerStore } from '../store/miner-store.js';
import { axonHandlers, type AxonParts } from './axon-handlers.js';

export interface AxonServerOptions extends Omit<GrpcServerOptions, 'port'> {
  /** 0: the port of the last start where it is free, any free one otherwise. */
  readonly port: number;
  readonly store: MinerStore;
  readonly axon: AxonParts;
}

/** The axon's own gRPC server, apart from the operator's. It keeps its port, since the chain takes a new one only rarely. */
export class AxonServer implements Component {
  readonly name = 'axon';
  readonly #options: AxonServerOptions;
  #server: GrpcServer | undefined;

  constructor(options: AxonServerOptions) {
    this.#options = options;
  }

  /** The port in use; after start. */
  get port(): number {
    return this.#server?.port ?? 0;
  }

  async start(): Promise<void> {
    const { port, store } = this.#options;
    const last = port === 0 ? store.lastPort : undefined;
    this.#server =
      (last === undefined ? undefined : await this.#listen(last).catch(() => undefined)) ??
      (await this.#listen(port));
    await store.rememberPort(this.port);
  }

  async drain(): Promise<void> {
    await this.#server?.drain();
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  async #listen(port: number): Promise<GrpcServer> {
    const { store: _, axon, ...options } = this.#options;
    const server = new GrpcServer({ ...options, port }).add(AxonServiceService, axonHandlers(axon));
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }
}
