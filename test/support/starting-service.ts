import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceBin } from './service-bin.js';

/** A service that is not waited for: what it says of itself while it starts. */
export interface StartingService {
  /** The text of /metrics, as soon as it is served. @throws Error when the service ends before. */
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

const METRICS_MS = 150_000;

/** What an address answers; undefined: nothing, or not yet. */
async function textAt(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return await response.text();
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export async function startingService(name: string, flags: readonly string[]): Promise<StartingService> {
  const port = await freePort();
  const child = spawn(process.execPath, [serviceBin(name), '--status-port', String(port), ...flags]);
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exited = once(child, 'close');
  return {
    async metrics() {
      const deadline = Date.now() + METRICS_MS;
      for (;;) {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}\n${log}`);
        if (Date.now() > deadline) throw new Error(`${name}: no metrics within ${METRICS_MS} ms\n${log}`);
        const text = await textAt(`http://127.0.0.1:${port}/metrics`);
        if (text?.includes(`service="${name}"`)) return text;
        await sleep(100);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
