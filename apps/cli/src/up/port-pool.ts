import { freePort, isFree } from './free-port.js';

/** Ports for the parts of one network, none given twice: what was free a moment ago may be offered again. */
export class PortPool {
  readonly #given = new Set<number>();

  /** This port if it is free, else any free one; 0: any. */
  async prefer(port: number): Promise<number> {
    if (port === 0 || this.#given.has(port) || !(await isFree(port))) return this.take();
    this.#given.add(port);
    return port;
  }

  async take(): Promise<number> {
    for (;;) {
      const port = await freePort();
      if (this.#given.has(port)) continue;
      this.#given.add(port);
      return port;
    }
  }
}
