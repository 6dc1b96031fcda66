import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { FairTurns } from '../src/rpc/fair-turns.js';
import { rpcMethods } from '../src/rpc/methods.js';
import { RpcServer, type RpcServerOptions } from '../src/rpc/rpc-server.js';
import { openToyChain, TOY_SPEC, type ToyChain } from './toy-chain.js';
import type { ChainOptions } from '../src/node/chain.js';

export interface Notification {
  readonly method: string;
  readonly params: { readonly subscription: string; readonly result: never };
}
export interface Answer {
  readonly id: number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

/** A WebSocket client of a few lines: one promise a request, notifications in a list. */
export class ToyClient {
  readonly notifications: Notification[] = [];
  readonly stray: Answer[] = [];
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private nextId = 1;
  readonly closed: Promise<number>;

  private constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Notification & Answer;
      if (message.method !== undefined) this.notifications.push(message);
      else if (message.id !== null && this.waiting.has(message.id)) this.waiting.get(message.id)!(message);
      else this.stray.push(message);
    });
  }

  static async connect(port: number, headers: Record<string, string> = {}): Promise<ToyClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
    const client = new ToyClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  ask(method: string, ...params: unknown[]): Promise<Answer> {
    const id = this.nextId++;
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  async call(method: string, ...params: unknown[]): Promise<never> {
    const { result, error } = await this.ask(method, ...params);
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return result as never;
  }
}

export interface ToyServer extends ToyChain {
  readonly port: number;
  readonly server: RpcServer;
  readonly faults: unknown[];
  readonly connect: () => Promise<ToyClient>;
}

/** The node's RPC over a chain of the toy runtime, stopped after the test. */
export async function startToyServer(
  options: Partial<ChainOptions> = {},
  serverOptions: Partial<RpcServerOptions> & {
    subscriptions?: number;
    responseBytes?: number;
    requestsPerSecond?: number;
  } = {},
): Promise<ToyServer> {
  const toy = openToyChain(undefined, options);
  const faults: unknown[] = [];
  const methods = rpcMethods(toy.chain.sealingMode);
  const server = new RpcServer(
    {
      host: '127.0.0.1',
      port: 0,
      maxConnections: 10,
      maxRequestBytes: 100_000,
      allowedOrigins: [],
      maxSubscriptions: 64,
      maxWaitingBytes: 4_000_000,
      socket: {
        subscriptions: serverOptions.subscriptions ?? 16,
        watchedKeys: 100,
        requestsPerSecond: serverOptions.requestsPerSecond,
        highWater: 100_000,
        maxBuffered: 400_000,
        inFlight: 8,
      },
      ...serverOptions,
    },
    {
      methods,
      limits: { responseBytes: serverOptions.responseBytes ?? 100_000, batch: 5 },
      turns: new FairTurns(),
      counts: { requests: 0, errors: new Map() },
      onFault: (_, error) => faults.push(error),
    },
    { chain: toy.chain, spec: TOY_SPEC, nodeName: 'toy', nodeVersion: '1', methodNames: [...methods.keys()] },
    () => undefined,
  );
  const port = await server.listen();
  onTestFinished(() => server.close());
  const connect = async (): Promise<ToyClient> => {
    const client = await ToyClient.connect(port);
    onTestFinished(() => client.socket.terminate());
    return client;
  };
  return { ...toy, port, server, faults, connect };
}
