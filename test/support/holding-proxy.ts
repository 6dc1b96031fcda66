import { TcpProxy } from './tcp-proxy.js';

/** A proxy that keeps answers back until it is told to let them go, in their order. */
export class HoldingProxy extends TcpProxy {
  #held: (() => void)[] | undefined;

  static override async before(url: string): Promise<HoldingProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new HoldingProxy({ host: hostname, port: Number(port) });
    await proxy.start();
    return proxy;
  }

  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    for (const write of this.#held?.splice(0) ?? []) write();
    this.#held = undefined;
  }

  protected override toClient(write: () => void): void {
    if (this.#held === undefined) write();
    else this.#held.push(write);
  }
}
