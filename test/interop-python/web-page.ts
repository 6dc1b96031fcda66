import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { writeFileSync } from 'node:fs';
import { TestAuthority } from '@yumanet/service-kit/testing';

/**
 * btcli looks up delegates' names on a public page, and fails in its own code where it cannot. This answers every such
 * page with an empty object: an HTTPS proxy, whose authority clients are told to trust by a file.
 */
export class EmptyWebPage {
  readonly #authority = new TestAuthority();
  readonly #page = createServer((_, response) => response.end('{}'));
  readonly #proxy: Server = createServer();

  async start(caFile: string): Promise<string> {
    writeFileSync(caFile, this.#authority.ca);
    this.#proxy.on('connect', ({ url = '' }: { url?: string }, socket: Socket) => {
      const [host = ''] = url.split(':');
      const { cert, key } = this.#authority.issue({ commonName: host, dnsNames: [host] });
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      this.#page.emit('connection', new TLSSocket(socket, { isServer: true, cert, key }));
    });
    await new Promise<void>((resolve) => this.#proxy.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#proxy.closeAllConnections();
    await new Promise((resolve) => this.#proxy.close(resolve));
  }
}
