import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceBin } from './service-bin.js';

/** The built command of the chain service. */
export const CHAIN_BIN = serviceBin('chain');

export interface ReadyEvent {
  readonly rpc: string;
  readonly http: string;
  readonly grpc: string;
  readonly status?: string;
  readonly genesis: string;
  readonly head: number;
  readonly role: string;
}

/** A `yumanet-chain` of its own process on a free port. */
export class ChainProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly ready: ReadyEvent,
    readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>,
    private readonly output: () => string,
  ) {}

  /** Starts one and waits until it says that it is ready. */
  static async start(
    flags: readonly string[] = [],
    prefix?: string,
    env?: Readonly<Record<string, string>>,
  ): Promise<ChainProcess> {
    const started = spawnChain(flags, prefix, env);
    const ready = await Promise.race([
      started.event('ready'),
      started.exited.then(({ code, signal }) => {
        throw new Error(`chain ended before it was ready: ${code ?? signal}\n${started.output()}`);
      }),
    ]);
    return new ChainProcess(started.child, ready as unknown as ReadyEvent, started.exited, started.output);
  }

  log(): string {
    return this.output();
  }

  kill(): Promise<unknown> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** As an operator stops it. @returns its exit status. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return (await this.exited).code;
  }
}

/** Starts `yumanet-chain` without waiting; `prefix` is shell text in front of the command. */
export function spawnChain(
  flags: readonly string[],
  prefix?: string,
  env: Readonly<Record<string, string>> = {},
) {
  const args = [CHAIN_BIN, '--json', '--rpc-port', '0', '--log-level', 'warn', ...flags];
  const child =
    prefix === undefined
      ? spawn(process.execPath, args, { env: { ...process.env, ...env } })
      : spawn('sh', ['-c', `${prefix} exec "$0" "$@"`, process.execPath, ...args]);
  let text = '';
  const waiting = new Map<string, (event: Record<string, unknown>) => void>();
  const seen = new Map<string, Record<string, unknown>>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as Record<string, unknown>;
      seen.set(String(event['event']), event);
      waiting.get(String(event['event']))?.(event);
    }
  });
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  const event = (name: string): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      const found = seen.get(name);
      if (found !== undefined) resolve(found);
      else waiting.set(name, resolve);
    });
  return { child, exited, event, seen, output: () => text };
}

/** A new folder and what removes it. */
export function tempFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'yumanet-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** One JSON-RPC call over HTTP, with a deadline. */
export async function rpc<T>(http: string, method: string, ...params: unknown[]): Promise<T> {
  const response = await fetch(http, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(60_000),
  });
  const { result, error } = (await response.json()) as { result: T; error?: unknown };
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return result;
}
