import type { NatsServerProcess } from '@yumanet/service-kit';
import type { Facts, ProcessPart } from './part.js';
import { saysHello } from './says-hello.js';

/** One life of a nats-server: the same server is started again with the same ports and data. */
export class NatsPart implements ProcessPart {
  readonly failed: Promise<string>;
  /**
   * 4 s, when the others begin to elect without it. One that wakes up later stands in every election that it missed, and takes
   * the lead from who was elected meanwhile: for 20 s and more nothing is stored (nats-server 2.9). One that is ended does not.
   */
  readonly patience = 2;

  /** @param exited calls back when the server ends by itself. */
  constructor(
    readonly name: string,
    private readonly server: NatsServerProcess,
    exited: (heard: (code: number | null) => void) => void,
  ) {
    this.failed = new Promise((resolve) => exited((code) => resolve(`exit ${code}`)));
  }

  async start(signal: AbortSignal): Promise<Facts> {
    await this.server.start(signal);
    return { url: this.server.url, pid: this.server.pid };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  kill(): void {
    void this.server.kill('SIGKILL');
  }

  /** A server greets whoever connects. Its /healthz also asks whether the others are there, which is not this one's life. */
  alive(signal: AbortSignal): Promise<void> {
    return saysHello({ port: Number(new URL(this.server.url).port) }, undefined, signal);
  }
}
