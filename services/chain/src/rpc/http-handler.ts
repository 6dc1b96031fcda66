import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcContext } from './context.js';
import { dispatch, type Dispatcher } from './dispatch.js';
import { rpcErrors } from './rpc-error.js';

/** Answers one HTTP request: `POST /` is JSON-RPC, `GET /health` says that the node is there. */
export async function handleHttp(
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  context: RpcContext,
  maxBytes: number,
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
  const body = await readBody(request, maxBytes);
  if (body === undefined) {
    const error = rpcErrors.requestTooBig(maxBytes);
    respond(response, 413, JSON.stringify({ jsonrpc: '2.0', id: null, error }), true);
    return;
  }
  respond(response, 200, (await dispatch(dispatcher, context, body)) ?? '');
}

/** The body as text; undefined when it is over the limit. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
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
