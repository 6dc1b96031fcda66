import { MessageChannel, Worker, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { ChainError } from '../../errors.js';

export interface UpstreamSettings {
  /** WebSocket URL of any Substrate node. */
  readonly url: string;
  readonly deadlineMs: number;
}

export type UpstreamCall = readonly [method: string, params: readonly unknown[]];
export interface UpstreamResult {
  readonly result?: unknown;
  readonly error?: { readonly message?: string; readonly data?: unknown };
}
export interface UpstreamRequest {
  readonly id: number;
  readonly calls: readonly UpstreamCall[];
}
export type UpstreamAnswer =
  | { readonly id: number; readonly results: readonly UpstreamResult[]; readonly failed?: undefined }
  | { readonly id: number; readonly failed: string };

/** After a failure nobody is asked for this long: who waits for answers waits once, not for every key. */
const PAUSE_MS = 1000;
/** What the thread's own deadline may be late by. */
const GRACE_MS = 500;

/**
 * JSON-RPC to another node, answered at once: a thread has the connection, the caller waits. It connects when it is
 * first asked, and again after each loss.
 */
export class Upstream {
  /** Requests that went out, each of which may hold several calls. */
  requests = 0;
  private readonly counter = new Int32Array(new SharedArrayBuffer(4));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private nextId = 1;
  private failedAt = -Infinity;
  private lastFailure = '';

  constructor(private readonly settings: UpstreamSettings) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    // From src (tests) and from dist alike: the worker is always the built one.
    const file = fileURLToPath(new URL('../../../dist/node/fork/upstream-worker.js', import.meta.url));
    const workerData = { ...settings, counter: this.counter, port: port2 };
    this.worker = new Worker(file, { workerData, transferList: [port2] });
    this.worker.unref();
  }

  /** The answers to some calls, in order. @throws ChainError FORK_UPSTREAM when there are none now. */
  call(calls: readonly UpstreamCall[]): readonly UpstreamResult[] {
    if (performance.now() - this.failedAt < PAUSE_MS) throw this.unavailable(this.lastFailure);
    const id = this.nextId++;
    this.requests++;
    this.port.postMessage({ id, calls } satisfies UpstreamRequest);
    const answer = this.waitFor(id);
    if (answer?.failed === undefined && answer !== undefined) return answer.results;
    this.failedAt = performance.now();
    this.lastFailure = answer?.failed ?? `no answer within ${this.settings.deadlineMs} ms`;
    throw this.unavailable(this.lastFailure);
  }

  /** One call's result. @throws ChainError FORK_UPSTREAM, also when the node answers with an error. */
  one(method: string, ...params: readonly unknown[]): unknown {
    const [answer] = this.call([[method, params]]);
    if (answer?.error === undefined) return answer?.result;
    throw this.unavailable(
      `${method}: ${answer.error.message ?? 'an error'} ${JSON.stringify(answer.error.data ?? '')}`,
    );
  }

  async close(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }

  private waitFor(id: number): UpstreamAnswer | undefined {
    const end = performance.now() + this.settings.deadlineMs + GRACE_MS;
    for (;;) {
      const seen = Atomics.load(this.counter, 0);
      const received: { message: UpstreamAnswer } | undefined = receiveMessageOnPort(this.port);
      if (received?.message.id === id) return received.message;
      if (received !== undefined) continue;
      const left = end - performance.now();
      if (left <= 0) return undefined;
      Atomics.wait(this.counter, 0, seen, left);
    }
  }

  private unavailable(why: string): ChainError {
    const { url } = this.settings;
    return new ChainError('FORK_UPSTREAM', `node forked from (${url}): expected an answer, got "${why}"`, {
      url,
    });
  }
}
