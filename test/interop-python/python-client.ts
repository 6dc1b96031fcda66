import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = import.meta.dirname;

export interface Step {
  readonly step: string;
  readonly value?: unknown;
  readonly error?: string;
}

/** Runs the Python of a virtual environment with a home folder of its own. */
export class PythonClient {
  readonly #env: NodeJS.ProcessEnv;

  constructor(
    readonly python: string,
    home: string,
    environment: Readonly<Record<string, string>>,
  ) {
    this.#env = { ...process.env, ...environment, HOME: home, COLUMNS: '240', NO_COLOR: '1' };
  }

  async script(name: string, ...args: string[]): Promise<Step[]> {
    const { stdout } = await run(this.python, [join(HERE, name), ...args], {
      env: this.#env,
      timeout: 240_000,
    });
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('{"step"'))
      .map((line) => JSON.parse(line) as Step);
  }

  /**
   * `btcli`, as its wallet's owner types it, without questions but those that it asks regardless, which `answer`
   * answers. @returns what it printed, whatever its status.
   */
  async btcli(
    url: string,
    wallet: string,
    command: string,
    args: readonly string[],
    answer = '',
  ): Promise<string> {
    const flags = ['--subtensor.chain_endpoint', url, '--no_prompt', '--no_version_checking'];
    const keys = ['--wallet.name', wallet, '--wallet.hotkey', 'default'];
    const all = [join(this.python, '..', 'btcli'), ...command.split(' '), ...args, ...flags, ...keys];
    const running = run(this.python, all, { env: this.#env, timeout: 100_000 });
    running.child.stdin?.end(answer);
    const { stdout, stderr } = await running.catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    return `${stdout}\n${stderr}`;
  }
}
