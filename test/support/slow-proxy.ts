import { TcpProxy } from './tcp-proxy.js';

/** A proxy through which every answer takes a while longer. */
export class SlowProxy extends TcpProxy {
  delayMs = 0;

  static override async before(url: string, delayMs = 0): Promise<SlowProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new SlowProxy({ host: hostname, port: Number(port) });
    proxy.delayMs = delayMs;
    await proxy.start();
    return proxy;
  }

  protected override toClient(write: () => void): void {
    setTimeout(write, this.delayMs);
  }
}
