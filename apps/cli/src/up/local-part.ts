import type { Service } from '@yumanet/service-kit';
import type { Facts, Part } from './part.js';

/** A service in this process. */
export class LocalPart implements Part {
  readonly failed: Promise<string>;
  private service: Service | undefined;
  private stopping = false;
  private fail: (reason: string) => void = () => undefined;

  constructor(
    readonly name: string,
    private readonly create: () => Promise<Service>,
  ) {
    this.failed = new Promise((resolve) => (this.fail = resolve));
  }

  async start(signal: AbortSignal): Promise<Facts> {
    const service = await this.create();
    // Stopped meanwhile: there was nothing to stop then, and nobody would end it any more.
    signal.throwIfAborted();
    this.service = service;
    await service.start(signal);
    void service.lifecycle.stopped.then((code) => {
      if (!this.stopping) this.fail(`exit code ${code}`);
    });
    return service.ready();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.service?.stop();
  }
}
