import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and fails as networks do. */
export class TcpProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #server: Server | undefined;
  /** Connections made so far. */
  connections = 0;
  /** Changes bytes on their way to the client. */
  rewrite: (data: Buffer) => Buffer = (data) => data;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  static async before(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    await proxy.start();
    return proxy;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    const server = createServer((client) => this.#connected(client));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  /** What is connected now stays connected, and nothing passes any more: half-open. New connections work. */
  stopForwarding(): void {
    for (const [client, server] of this.#pairs) {
      client.unpipe(server);
      client.removeAllListeners('data').pause();
      server.removeAllListeners('data').pause();
    }
  }

  /** Cuts every connection. */
  drop(): void {
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)));
  }

  #connected(client: Socket): void {
    this.connections += 1;
    const server = connect(this.target);
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    client.on('data', (data) => void server.write(data));
    server.on('data', (data) => void client.write(this.rewrite(data)));
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
