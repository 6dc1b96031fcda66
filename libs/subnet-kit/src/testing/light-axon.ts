import { minerV1 } from '@yumanet/proto';
import { GrpcServer } from '@yumanet/service-kit';
import { signResponse, verifyRequest, type HotkeySigner } from '../axon/signature.js';

export interface LightAxonOptions {
  /** Who signs the answers; another than the axon's hotkey is a forger. */
  readonly signer: HotkeySigner;
  /** Body of an answer; it may take its time. */
  readonly answer: (request: minerV1.QueryRequest) => Promise<Uint8Array>;
  /** Whether it checks the signature of what it is asked. Default true. */
  readonly verifies?: boolean;
}

/** An axon that answers and knows no quota, for tests and benchmarks of whoever asks; on a free port of loopback. */
export class LightAxon {
  #asked = 0;

  private constructor(private readonly server: GrpcServer) {}

  static async open({ signer, answer, verifies = true }: LightAxonOptions): Promise<LightAxon> {
    const server = new GrpcServer({ host: '127.0.0.1', port: 0 });
    const axon = new LightAxon(server);
    server.add(minerV1.AxonServiceService, {
      query: async (request) => {
        if (verifies) await verifyRequest(request);
        axon.#asked += 1;
        return signResponse(signer, request, await answer(request));
      },
      // oxlint-disable-next-line typescript/require-await
      async *queryStream() {
        throw new Error('a light axon answers whole');
      },
      getSealingKey: () => Promise.reject(new Error('a light axon opens nothing sealed')),
    });
    await server.start();
    return axon;
  }

  /** Questions that were rightly signed. */
  get asked(): number {
    return this.#asked;
  }

  get port(): number {
    return this.server.port;
  }

  /** `host:port`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
