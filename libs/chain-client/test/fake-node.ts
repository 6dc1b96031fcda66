/** A JSON-RPC node of which a test decides everything: what it answers, when it falls silent, when it hangs up. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export const GENESIS = `0x${'00'.repeat(31)}01`;

type Answer = (params: unknown[]) => unknown;

export class FakeNode {
  readonly answers = new Map<string, Answer>();
  readonly asked: string[] = [];
  readonly sockets = new Set<WebSocket>();
  /** Methods it says it does not know. */
  readonly refused = new Set<string>();
  /** Sent in the same moment as the answer to each new subscription. */
  firstWords: readonly unknown[] = [];
  /** Takes requests and never answers. */
  silent = false;
  head = 1;
  #server: WebSocketServer | undefined;
  #subscriptions = new Map<string, { socket: WebSocket; method: string }>();
  #next = 1;

  constructor(readonly genesis = GENESIS) {
    this.answers.set('chain_getBlockHash', ([height]) => (height === 0 ? this.genesis : null));
    this.answers.set('chain_getHeader', () => ({ number: `0x${this.head.toString(16)}` }));
    this.answers.set('echo', (params) => params);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  async start(port = 0): Promise<this> {
    const server = new WebSocketServer({ port, host: '127.0.0.1' });
    this.#server = server;
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('message', (data) => this.#asked(socket, (data as Buffer).toString()));
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)));
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** Notifies all subscriptions made with a method. */
  notify(method: string, result: unknown): void {
    if (this.silent) return;
    for (const [subscription, { socket, method: made }] of this.#subscriptions) {
      if (made === method) send(socket, { jsonrpc: '2.0', method: 'x', params: { subscription, result } });
    }
  }

  newHead(number: number): void {
    this.head = number;
    this.notify('chain_subscribeNewHeads', { number: `0x${number.toString(16)}` });
  }

  /** Subscriptions of connections that live. */
  subscribed(method: string): number {
    return [...this.#subscriptions.values()].filter(
      (each) => each.method === method && this.sockets.has(each.socket),
    ).length;
  }

  #asked(socket: WebSocket, text: string): void {
    const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: unknown[] };
    this.asked.push(method);
    if (this.silent) return;
    if (this.refused.has(method)) {
      send(socket, { jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } });
      return;
    }
    if (/subscribe|submitAndWatch/.test(method) && !/unsubscribe/.test(method)) {
      const name = `r${this.#next++}`;
      this.#subscriptions.set(name, { socket, method });
      send(socket, { jsonrpc: '2.0', id, result: name });
      for (const result of this.firstWords)
        send(socket, { jsonrpc: '2.0', method: 'x', params: { subscription: name, result } });
      return;
    }
    if (/unsubscribe|unwatch/.test(method)) this.#subscriptions.delete(String(params[0]));
    const answer = this.answers.get(method);
    try {
      const error = { code: -32601, message: 'Method not found' };
      send(socket, answer ? { jsonrpc: '2.0', id, result: answer(params) } : { jsonrpc: '2.0', id, error });
    } catch (error) {
      send(socket, { jsonrpc: '2.0', id, error });
    }
  }
}

function send(socket: WebSocket, message: unknown): void {
  socket.send(JSON.stringify(message));
}
