import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findNatsServer } from '@yumanet/service-kit';
import { ROOT, mountedSecret, yamlOf } from './deployment.js';
import { readImage } from './dockerfile.js';
import { serviceBin } from './service-bin.js';

interface Part {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: { readonly default: { readonly ipv4_address: string } };
  readonly healthcheck?: { readonly test: readonly string[] };
}
interface Compose {
  readonly services: Readonly<Record<string, Part>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly log: () => string;
}

const POLL_MS = 250;

/**
 * What `docker compose up` would start, as processes of this machine: each image's command and variables, the compose file's own over
 * them, secrets and volumes as files, its order and its health checks. A container's address is one of 127.0.0.0/8 (Linux has all of
 * it), so every port is the one in the files.
 */
export class ComposeRehearsal {
  readonly #compose = yamlOf<Compose>('deploy', 'compose', 'compose.yaml');
  readonly #folder = mkdtempSync(join(tmpdir(), 'yumanet-compose-'));
  readonly #running = new Map<string, Running>();
  /** Another for each rehearsal, so that two do not meet. */
  readonly #prefix = `127.${1 + Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 256)}`;
  readonly #overrides: Readonly<Record<string, string>>;

  /** @param overrides variables that are set otherwise than in the file: what a test has no time for. */
  constructor(overrides: Readonly<Record<string, string>> = {}) {
    this.#overrides = overrides;
    mkdirSync(join(this.#folder, 'bin'));
    symlinkSync(join(ROOT, 'apps', 'cli', 'bin', 'yumanet.js'), join(this.#folder, 'bin', 'yumanet'));
  }

  get names(): readonly string[] {
    return Object.entries(this.#compose.services).flatMap(([name, { profiles }]) => (profiles ? [] : [name]));
  }

  /** Where a container would be. */
  address(name: string): string {
    const fixed = this.#compose.services[name]?.networks?.default.ipv4_address.split('.').at(-1);
    return `${this.#prefix}.${fixed ?? 30 + this.names.indexOf(name)}`;
  }

  log(name: string): string {
    return this.#running.get(name)?.log() ?? '';
  }

  /** Starts everything, each when what it depends on is as it wants it. @throws Error with the log of what did not come. */
  async up(ms: number): Promise<void> {
    const deadline = Date.now() + ms;
    const started = new Map<string, Promise<void>>();
    const start = (name: string): Promise<void> => {
      const found = started.get(name);
      if (found) return found;
      const { depends_on = {} } = this.#compose.services[name]!;
      const made = Promise.all(
        Object.entries(depends_on).map(async ([other, { condition }]) => {
          await start(other);
          await this.#reached(other, condition, deadline);
        }),
      ).then(() => this.#start(name));
      started.set(name, made);
      return made;
    };
    await Promise.all(this.names.map(start));
    const healthy = this.names.filter((name) => this.#healthCommand(name));
    await Promise.all(healthy.map((name) => this.#reached(name, 'service_healthy', deadline)));
  }

  /** As `docker compose stop` does: first those that nobody depends on. @returns the exit status of each that still ran, by name. */
  async stop(): Promise<Record<string, number | null>> {
    const live = new Set(
      [...this.#running].flatMap(([name, { child }]) => (child.exitCode === null ? [name] : [])),
    );
    const statuses: Record<string, number | null> = {};
    const needs = (name: string): string[] =>
      Object.keys(this.#compose.services[name]!.depends_on ?? {}).flatMap((other) => [
        other,
        ...needs(other),
      ]);
    const needed = (name: string) => [...live].some((other) => needs(other).includes(name));
    while (live.size > 0) {
      const next = [...live].filter((name) => !needed(name));
      await Promise.all(next.map(async (name) => (statuses[name] = await this.#end(name))));
      for (const name of next) live.delete(name);
    }
    rmSync(this.#folder, { recursive: true, force: true });
    return statuses;
  }

  async #end(name: string): Promise<number | null> {
    const { child, exited } = this.#running.get(name)!;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await exited;
    clearTimeout(timer);
    return child.exitCode;
  }

  #start(name: string): void {
    const part = this.#compose.services[name]!;
    const kind = part.image.replace('yumanet/', '');
    const image = part.image.startsWith('yumanet/') ? readImage(kind) : undefined;
    const given = { ...image?.env, ...part.environment, ...this.#overridesOf(kind) };
    const env = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, this.#here(name, String(value))]),
    );
    const words = [...(part.entrypoint ?? image?.entrypoint ?? ['nats-server']), ...(part.command ?? [])];
    const [command = '', ...args] = words.map((word) => this.#here(name, word));
    const binary = { node: process.execPath, 'nats-server': findNatsServer() }[command] ?? command;
    // nats-server listens everywhere unless told; its containers are alone with their ports.
    const alone = command === 'nats-server' ? ['--addr', this.address(name)] : [];
    const child = spawn(binary, [...args, ...alone], {
      cwd: this.#dataOf(name),
      env: { PATH: `${join(this.#folder, 'bin')}:${process.env['PATH']}`, ...env },
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
    this.#running.set(name, { child, exited: once(child, 'close'), log: () => log });
  }

  #overridesOf(kind: string): Record<string, string> {
    const own = Object.entries(this.#overrides);
    return Object.fromEntries(own.filter(([key]) => key.startsWith(`YUMANET_${kind.toUpperCase()}_`)));
  }

  #dataOf(name: string): string {
    const path = join(this.#folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** What a word of the files means on this machine. */
  #here(name: string, word: string): string {
    const kind = this.#compose.services[name]!.image.replace('yumanet/', '');
    let text = word
      .replaceAll('0.0.0.0', this.address(name))
      .replaceAll('127.0.0.1', this.address(name))
      .replace(/^\/data\b/, this.#dataOf(name))
      .replace('/opt/yumanet/main.js', kind.includes(':') ? '' : serviceBin(kind));
    const secret = /^\/run\/secrets\/(.+)$/.exec(text)?.[1];
    if (secret !== undefined) text = mountedSecret(this.#compose.secrets[secret]!.file, this.#folder);
    for (const other of this.names) {
      const { networks } = this.#compose.services[other]!;
      if (networks) text = text.replaceAll(networks.default.ipv4_address, this.address(other));
      text = text.replace(new RegExp(`(^|//)${other}(?=:\\d)`, 'g'), `$1${this.address(other)}`);
    }
    return text;
  }

  #healthCommand(name: string): readonly string[] | undefined {
    const part = this.#compose.services[name]!;
    if (part.image.startsWith('yumanet/')) return readImage(part.image.replace('yumanet/', '')).health;
    // wget of Alpine is not on every machine; what it asks for is.
    const url = part.healthcheck?.test.at(-1);
    const code = `fetch('${url}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
    return url === undefined ? undefined : ['node', '--eval', code];
  }

  async #reached(name: string, condition: string, deadline: number): Promise<void> {
    const { child, exited, log } = this.#running.get(name)!;
    if (condition === 'service_completed_successfully') {
      await exited;
      if (child.exitCode !== 0)
        throw new Error(`${name}: expected to end well, got ${child.exitCode}\n${log()}`);
      return;
    }
    while (!(await this.#isHealthy(name))) {
      if (child.exitCode !== null) throw new Error(`${name}: ended with ${child.exitCode}\n${log()}`);
      if (Date.now() > deadline) throw new Error(`${name}: not healthy in time\n${log()}`);
      await sleep(POLL_MS);
    }
  }

  async #isHealthy(name: string): Promise<boolean> {
    const [, ...args] = this.#healthCommand(name)!.map((word) => this.#here(name, word));
    const check = spawn(process.execPath, args, { stdio: 'ignore' });
    await once(check, 'close');
    return check.exitCode === 0;
  }
}
