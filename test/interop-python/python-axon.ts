import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An axon of the SDK with the hotkey //Bob (axon.py), in a process of its own. */
export class PythonAxon {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /**
   * @param python the interpreter that has the SDK.
   * @param home where the SDK puts its wallets.
   * @param answer what it answers to everything; by default the question's body turned around.
   */
  static async start(python: string, home: string, answer?: string): Promise<PythonAxon> {
    const port = await freePort();
    const args = [
      join(import.meta.dirname, 'axon.py'),
      String(port),
      ...(answer === undefined ? [] : [answer]),
    ];
    const child = spawn(python, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, HOME: home },
    });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) if (line.startsWith('{"serving"')) return new PythonAxon(child, port);
    throw new Error('the axon of the SDK ended before it served');
  }

  async stop(): Promise<void> {
    this.child.stdin?.end();
    await once(this.child, 'exit');
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
