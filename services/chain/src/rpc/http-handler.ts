import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Budget } from './budget.js';
import type { RpcClient } from './client.js';
import type { RpcContext } from './context.js';
import { dispatch, type Dispatcher } from './dispatch.js';
import { rpcErrors } from './rpc-error.js';

export interface HttpLimits {
  /** Of one request. */
  readonly requestBytes: number;
  /** Of all requests being read and all answers being sent. */
  readonly bytes: Budget;
}

/** Answers one HTTP request: `POST /` is JSON-RPC, `GET /health` says that the node is there. */
export async function handleHttp(
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  client: RpcClient,
  context: RpcContext,
  { requestBytes, bytes }: HttpLimits,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/health') {
    const { head, finalised } = context.chain.store;
    respond(response, 200, JSON.stringify({ status: 'ok', head, finalised }));
    return;
  }
  if (request.method === 'OPTIONS') {
    respond(response, 204, '');
    return;
  }
  if (request.method !== 'POST') {
    respond(response, 405, JSON.stringify({ error: 'method: expected POST or GET /health' }));
    return;
  }
  let held = 0;
  const hold = (amount: number): boolean => {
    const taken = bytes.take(amount);
    if (taken) held += amount;
    return taken;
  };
  response.on('close', () => bytes.free(held));
  const body = await readBody(request, requestBytes, hold);
  if (typeof body !== 'string') {
    const tooBig = body.refused === 'tooBig';
    const error = tooBig ? rpcErrors.requestTooBig(requestBytes) : rpcErrors.busy();
    respond(response, tooBig ? 413 : 503, JSON.stringify({ jsonrpc: '2.0', id: null, error }), true);
    return;
  }
  const answer = (await dispatch(dispatcher, client, context, body)) ?? '';
  if (hold(answer.length)) respond(response, 200, answer);
  else respond(response, 503, JSON.stringify({ jsonrpc: '2.0', id: null, error: rpcErrors.busy() }), true);
}

/** The body as text, or why it is not read. */
async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  hold: (bytes: number) => boolean,
): Promise<string | { readonly refused: 'tooBig' | 'busy' }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return { refused: 'tooBig' };
    if (!hold(chunk.length)) return { refused: 'busy' };
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function respond(response: ServerResponse, status: number, body: string, close = false): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(close ? { connection: 'close' } : {}),
  });
  response.end(body);
}
