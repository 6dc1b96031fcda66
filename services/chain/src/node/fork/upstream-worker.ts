/** The thread that speaks to the node that was forked from: the main one waits for its answers. */
import { workerData, type MessagePort } from 'node:worker_threads';
import WebSocket from 'ws';
import { messageOf } from '../../errors.js';
import type {
  UpstreamAnswer,
  UpstreamCall,
  UpstreamRequest,
  UpstreamResult,
  UpstreamSettings,
} from './upstream.js';

const { url, deadlineMs, counter, port } = workerData as UpstreamSettings & {
  readonly counter: Int32Array;
  readonly port: MessagePort;
};
const RETRY_MS = 100;
const MAX_MESSAGE = 512 * 1024 * 1024;

interface Socket {
  readonly ws: WebSocket;
  readonly waiting: Map<number, { done: (result: UpstreamResult) => void; failed: (error: Error) => void }>;
}
let socket: Promise<Socket> | undefined;
let nextId = 1;

function connect(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(url, {
      handshakeTimeout: deadlineMs,
      maxPayload: MAX_MESSAGE,
      perMessageDeflate: false,
    });
    const waiting: Socket['waiting'] = new Map();
    const lost = (why: string): void => {
      socket = undefined;
      const error = new Error(why);
      reject(error);
      for (const { failed } of waiting.values()) failed(error);
      waiting.clear();
    };
    ws.on('open', () => resolve({ ws, waiting }));
    ws.on('error', (error) => lost(error.message));
    ws.on('close', () => lost('connection closed'));
    ws.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as { id?: number } & UpstreamResult;
      const found = waiting.get(answer.id ?? -1);
      waiting.delete(answer.id ?? -1);
      found?.done(answer.error === undefined ? { result: answer.result } : { error: answer.error });
    });
  });
}

async function ask(calls: readonly UpstreamCall[]): Promise<UpstreamResult[]> {
  const { ws, waiting } = await (socket ??= connect());
  const answers = calls.map(
    ([method, params]) =>
      new Promise<UpstreamResult>((done, failed) => {
        const id = nextId++;
        waiting.set(id, { done, failed });
        ws.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      }),
  );
  return Promise.all(answers);
}

/** Tries again, over a new connection, until the deadline: a node that restarts is soon back. */
async function askUntil(calls: readonly UpstreamCall[], end: number): Promise<UpstreamResult[]> {
  for (;;) {
    try {
      const left = end - Date.now();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          // Half open, perhaps: the next try gets a connection of its own.
          void socket?.then(({ ws }) => ws.terminate()).catch(() => undefined);
          socket = undefined;
          reject(new Error(`no answer within ${deadlineMs} ms`));
        }, left);
      });
      return await Promise.race([ask(calls), late]).finally(() => clearTimeout(timer));
    } catch (error) {
      if (Date.now() + RETRY_MS >= end) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

port.on('message', ({ id, calls }: UpstreamRequest) => {
  const answer = (message: UpstreamAnswer): void => {
    port.postMessage(message);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  askUntil(calls, Date.now() + deadlineMs).then(
    (results) => answer({ id, results }),
    (error: unknown) => answer({ id, failed: messageOf(error) }),
  );
});
