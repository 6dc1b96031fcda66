import type { RpcClient } from './client.js';
import type { RpcContext, RpcMethod } from './context.js';
import type { FairTurns } from './fair-turns.js';
import { Params } from './params.js';
import type { RpcError } from './rpc-error.js';
import { rpcErrors, toRpcError } from './rpc-error.js';
import { jsonOf } from './verbatim.js';

export interface DispatchLimits {
  /** Bytes of one response, of a batch the whole of it. */
  readonly responseBytes: number;
  /** Requests in a batch. */
  readonly batch: number;
}

export interface Dispatcher {
  readonly methods: ReadonlyMap<string, RpcMethod>;
  readonly limits: DispatchLimits;
  /** Whose request is answered when. */
  readonly turns: FairTurns;
  readonly counts: RpcCounts;
  /** A fault of ours in a method: to be logged, the client only hears "Internal error". */
  readonly onFault: (method: string, error: unknown) => void;
}

/** What has been asked and how it went, since the start. */
export interface RpcCounts {
  requests: number;
  /** Answers that are errors, by code. */
  readonly errors: Map<number, number>;
}

interface Request {
  readonly id: string | number | null | undefined;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** Answers one message of a client: a request or a batch. undefined: nothing is to be sent (notifications). */
export async function dispatch(
  dispatcher: Dispatcher,
  client: RpcClient,
  context: RpcContext,
  message: string,
): Promise<string | undefined> {
  const { turns, limits } = dispatcher;
  const answerOf = (request: unknown): MaybeLater<string | undefined> =>
    answer(dispatcher, client, context, request);
  const first = await turns.run(client, () => {
    if (isSurelyTooMany(message, limits.batch))
      return failure(dispatcher, null, rpcErrors.batchTooBig(limits.batch));
    const parsed = parse(message);
    if (parsed === undefined) return failure(dispatcher, null, rpcErrors.parse());
    if (!Array.isArray(parsed)) return answerOf(parsed);
    if (parsed.length === 0) return failure(dispatcher, null, rpcErrors.invalidRequest());
    if (parsed.length > limits.batch) return failure(dispatcher, null, rpcErrors.batchTooBig(limits.batch));
    return parsed as unknown[];
  });
  if (!Array.isArray(first)) return first;
  const answers: string[] = [];
  let bytes = 2;
  for (const request of first) {
    // Each is a turn of its own: a batch is no way past the others.
    const text = await turns.run(client, () => answerOf(request));
    if (text === undefined) continue;
    bytes += text.length + 1;
    if (bytes > limits.responseBytes)
      return failure(dispatcher, null, rpcErrors.responseTooBig(limits.responseBytes));
    answers.push(text);
  }
  return answers.length === 0 ? undefined : `[${answers.join(',')}]`;
}

type MaybeLater<T> = T | Promise<T>;

/** Each request of a batch has this once. */
const VERSION_KEY = '"jsonrpc"';

/**
 * A batch of far too many is refused unparsed: its objects would be the garbage that everybody waits for. Counted are keys, so a
 * smaller batch whose parameters hold more than the limit of whole requests is refused too; no method takes such.
 */
function isSurelyTooMany(message: string, limit: number): boolean {
  if (message.length <= limit * VERSION_KEY.length || !/^\s*\[/.test(message)) return false;
  let count = 0;
  for (let at = message.indexOf(VERSION_KEY); at >= 0; at = message.indexOf(VERSION_KEY, at + 1))
    if (++count > limit) return true;
  return false;
}

/** @returns undefined for what is not JSON. */
function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/** At once where the method answers at once: its JSON is then part of the same turn. */
function answer(
  dispatcher: Dispatcher,
  client: RpcClient,
  context: RpcContext,
  value: unknown,
): MaybeLater<string | undefined> {
  dispatcher.counts.requests++;
  const request = readRequest(value);
  if (request === undefined) return failure(dispatcher, idOf(value), rpcErrors.invalidRequest());
  const { id, method } = request;
  const failed = (error: unknown): string | undefined => {
    const known = toRpcError(error);
    if (known === undefined) dispatcher.onFault(method, error);
    const text = failure(dispatcher, id ?? null, known ?? rpcErrors.internal());
    return id === undefined ? undefined : text;
  };
  const succeeded = (result: unknown): string | undefined =>
    id === undefined ? undefined : success(id, result ?? null, dispatcher.limits.responseBytes);
  try {
    if (client.rate?.admit() === false) throw rpcErrors.rateLimited();
    const run = dispatcher.methods.get(method);
    if (run === undefined) throw rpcErrors.methodNotFound();
    const result = run(context, new Params(request.params));
    return result instanceof Promise ? result.then(succeeded).catch(failed) : succeeded(result);
  } catch (error) {
    return failed(error);
  }
}

/** @throws RpcError -32008 when it is too long. */
function success(id: string | number | null, result: unknown, limit: number): string {
  const text = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${jsonOf(result)}}`;
  if (text.length > limit) throw rpcErrors.responseTooBig(limit);
  return text;
}

function readRequest(value: unknown): Request | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { jsonrpc, id, method, params } = value as Record<string, unknown>;
  if (jsonrpc !== '2.0' || typeof method !== 'string') return undefined;
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number') return undefined;
  if (params !== undefined && params !== null && !Array.isArray(params)) return undefined;
  return { id, method, params: params ?? [] };
}

export function idOf(value: unknown): string | number | null {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function failure({ counts }: Dispatcher, id: string | number | null, error: RpcError): string {
  counts.errors.set(error.code, (counts.errors.get(error.code) ?? 0) + 1);
  return JSON.stringify({ jsonrpc: '2.0', id, error });
}
