import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsIdentity } from '@yumanet/service-kit';
import type { Connections } from './connections.js';

export interface ListenerOptions {
  readonly host: string;
  /** With it, only clients with a certificate of its authority get in (mTLS). */
  readonly tls?: TlsIdentity;
  readonly connections: Connections;
  /** Takes a connection of HTTP/2: gRPC. */
  readonly onHttp2: (socket: Socket) => void;
  /** Takes a connection of HTTP/1.1. */
  readonly onHttp1: (socket: Socket) => void;
}

/** With this every connection of HTTP/2 begins (RFC 9113, 3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n');

/** One port for both protocols, since the chain holds one port of an axon: the first bytes tell which. */
export class Listener {
  readonly #options: ListenerOptions;
  #server: Server | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** @param port 0 picks a free one. @returns the port in use. */
  async listen(port: number): Promise<number> {
    const { host, tls } = this.#options;
    const server = tls
      ? createTlsServer({
          ...{ ca: tls.ca, cert: tls.cert, key: tls.key, requestCert: true, rejectUnauthorized: true },
          ALPNProtocols: ['h2', 'http/1.1'],
          handshakeTimeout: 5_000,
        })
      : createServer({ noDelay: true });
    this.#server = server;
    server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => this.#take(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  }

  /** Takes no further connection; those that are open stay. @returns when the last of them has gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#server) this.#server.close(() => resolve());
      else resolve();
    });
  }

  #take(socket: Socket): void {
    const { connections, onHttp1, onHttp2 } = this.#options;
    if (!connections.add(socket)) return;
    let head = Buffer.alloc(0);
    const look = () => {
      for (let bytes = read(socket); bytes; bytes = read(socket)) head = Buffer.concat([head, bytes]);
      const known = Math.min(head.length, PREFACE.length);
      const isHttp2 = head.subarray(0, known).equals(PREFACE.subarray(0, known));
      // Not yet told apart: `Connections` ends whoever never says more.
      if (isHttp2 && known < PREFACE.length) return;
      socket.off('readable', look);
      socket.unshift(head);
      (isHttp2 ? onHttp2 : onHttp1)(socket);
    };
    socket.on('readable', look);
  }
}

const read = (socket: Socket): Buffer | null => socket.read() as Buffer | null;
