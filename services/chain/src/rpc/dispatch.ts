import type { RpcContext, RpcMethod } from './context.js';
import { Params } from './params.js';
import type { RpcError } from './rpc-error.js';
import { rpcErrors, toRpcError } from './rpc-error.js';
import { Verbatim } from './verbatim.js';

export interface DispatchLimits {
  /** Bytes of one response, of a batch the whole of it. */
  readonly responseBytes: number;
  /** Requests in a batch. */
  readonly batch: number;
}

export interface Dispatcher {
  readonly methods: ReadonlyMap<string, RpcMethod>;
  readonly limits: DispatchLimits;
  /** A fault of ours in a method: to be logged, the client only hears "Internal error". */
  readonly onFault: (method: string, error: unknown) => void;
}

interface Request {
  readonly id: string | number | null | undefined;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** Answers one message of a client: a request or a batch. undefined: nothing is to be sent (notifications). */
export async function dispatch(
  dispatcher: Dispatcher,
  context: RpcContext,
  message: string,
): Promise<string | undefined> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return failure(null, rpcErrors.parse());
  }
  if (!Array.isArray(parsed)) return answer(dispatcher, context, parsed);
  const { batch, responseBytes } = dispatcher.limits;
  if (parsed.length === 0) return failure(null, rpcErrors.invalidRequest());
  if (parsed.length > batch) return failure(null, rpcErrors.batchTooBig(batch));
  const answers: string[] = [];
  let bytes = 2;
  for (const request of parsed as unknown[]) {
    const text = await answer(dispatcher, context, request);
    if (text === undefined) continue;
    bytes += text.length + 1;
    if (bytes > responseBytes) return failure(null, rpcErrors.responseTooBig(responseBytes));
    answers.push(text);
  }
  return answers.length === 0 ? undefined : `[${answers.join(',')}]`;
}

async function answer(
  dispatcher: Dispatcher,
  context: RpcContext,
  value: unknown,
): Promise<string | undefined> {
  const request = readRequest(value);
  if (request === undefined) return failure(idOf(value), rpcErrors.invalidRequest());
  const { id, method } = request;
  try {
    const run = dispatcher.methods.get(method);
    if (run === undefined) throw rpcErrors.methodNotFound();
    const result = (await run(context, new Params(request.params))) ?? null;
    if (id === undefined) return undefined;
    const json = result instanceof Verbatim ? result.json : JSON.stringify(result);
    const text = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${json}}`;
    const { responseBytes } = dispatcher.limits;
    if (text.length > responseBytes) throw rpcErrors.responseTooBig(responseBytes);
    return text;
  } catch (error) {
    const known = toRpcError(error);
    if (known === undefined) dispatcher.onFault(method, error);
    return id === undefined ? undefined : failure(id, known ?? rpcErrors.internal());
  }
}

function readRequest(value: unknown): Request | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { jsonrpc, id, method, params } = value as Record<string, unknown>;
  if (jsonrpc !== '2.0' || typeof method !== 'string') return undefined;
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number') return undefined;
  if (params !== undefined && params !== null && !Array.isArray(params)) return undefined;
  return { id, method, params: params ?? [] };
}

function idOf(value: unknown): string | number | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function failure(id: string | number | null, error: RpcError): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error });
}
