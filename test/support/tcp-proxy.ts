import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and fails as networks do. */
export class TcpProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #server: Server | undefined;
  #port = 0;
  /** Connections made so far. */
  connections = 0;
  readonly #held = new Set<Socket>();
  #isCut = false;
  /** Changes bytes on their way to the client. */
  rewrite: (data: Buffer) => Buffer = (data) => data;

  constructor(private target: { readonly host: string; readonly port: number }) {}

  static async before(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    await proxy.start();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  /** New connections lead there. */
  retarget(url: string): void {
    const { hostname, port } = new URL(url);
    this.target = { host: hostname, port: Number(port) };
  }

  /** `host:port`. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** @param port where it was before, to come back */
  async start(port = 0): Promise<void> {
    const server = createServer((client) => this.#connected(client));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  /** What is connected now stays connected, and nothing passes any more: half-open. New connections work. */
  stopForwarding(): void {
    for (const [client, server] of this.#pairs) {
      client.unpipe(server);
      client.removeAllListeners('data').pause();
      server.removeAllListeners('data').pause();
    }
  }

  /** As a cable that is cut: nothing passes, on old connections and on new ones, and nobody is told. */
  cut(): void {
    this.#isCut = true;
    this.stopForwarding();
  }

  /** The cable is whole again. What was connected over it ends, as it would by its own timeouts. */
  mend(): void {
    this.#isCut = false;
    this.drop();
  }

  /** Cuts every connection. */
  drop(): void {
    for (const client of this.#held) client.destroy();
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)));
  }

  /** Sends what came from the server on, now. */
  protected toClient(write: () => void): void {
    write();
  }

  #connected(client: Socket): void {
    this.connections += 1;
    if (this.#isCut) {
      // Nothing arrives over there: this one waits for an answer that does not come.
      this.#held.add(client.pause());
      client.on('error', () => undefined).on('close', () => this.#held.delete(client));
      return;
    }
    const server = connect(this.target);
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    client.on('data', (data) => void server.write(data));
    server.on('data', (data) => this.toClient(() => void client.write(this.rewrite(data))));
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        client.destroy();
        server.destroy();
      });
    }
  }
}
