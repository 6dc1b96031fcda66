import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';
import { isAlive, processMark, type ProcessMark } from './process-mark.js';
import type { Settings } from './service-kinds.js';
import type { Topology } from './topology/topology.js';

const FORMAT = 2;
const MARK = 'network.json';
const RUN = 'run.json';

/** What a running network says of itself to other commands. */
export interface Run extends ProcessMark {
  /** When it began, ISO 8601. */
  readonly since: string;
  readonly [fact: string]: unknown;
}

/** Where a network keeps everything: one folder a part, logs, the settings each was started with. */
export class NetworkFolder {
  private constructor(readonly path: string) {}

  /**
   * Opens a folder for the network that is to run in it, or makes it. With `reset` what is in it goes away first.
   *
   * @throws CliError BAD_INPUT for a folder that holds something else, another format, or a network that runs.
   */
  static open(path: string, reset: boolean): NetworkFolder {
    const known = existsSync(join(path, MARK));
    if (!known && existsSync(path) && readdirSync(path).length > 0)
      throw new CliError(
        'BAD_INPUT',
        `data folder ${path}: expected an empty one or a network's, got other files`,
      );
    const run = known ? readRun(path) : undefined;
    if (run !== undefined)
      throw new CliError(
        'BAD_INPUT',
        `data folder ${path}: expected no network to run in it, got process ${run.pid}; yumanet down ends it`,
      );
    if (known && reset) rmSync(path, { recursive: true });
    else if (known) checkFormat(path);
    mkdirSync(join(path, 'logs'), { recursive: true });
    if (!existsSync(join(path, MARK)))
      writeFileSync(join(path, MARK), `${JSON.stringify({ format: FORMAT })}\n`);
    const folder = new NetworkFolder(path);
    folder.writeRun({});
    return folder;
  }

  /** A network's folder, for commands that only look. @throws CliError BAD_INPUT where there is none. */
  static find(path: string): NetworkFolder {
    if (!existsSync(join(path, MARK)))
      throw new CliError('BAD_INPUT', `data folder ${path}: expected a network's, got none`);
    checkFormat(path);
    return new NetworkFolder(path);
  }

  /** The topology that it was last started with; undefined before the first start. */
  topology(): Topology | undefined {
    const { topology } = JSON.parse(readFileSync(join(this.path, MARK), 'utf8'), reviver) as {
      topology?: Topology;
    };
    return topology;
  }

  /** Keeps the topology for the next start. Secrets stand in it. */
  keepTopology(topology: Topology): void {
    writeFileSync(join(this.path, MARK), `${JSON.stringify({ format: FORMAT, topology }, replacer, 2)}\n`, {
      mode: 0o600,
    });
  }

  /** What the network that runs here says of itself; undefined: none runs, whatever a crashed one left behind. */
  run(): Run | undefined {
    return readRun(this.path);
  }

  /** Says that this process is the network. */
  writeRun(facts: object): void {
    const since = this.run()?.since ?? new Date().toISOString();
    const run = { ...processMark(process.pid), since, ...facts };
    writeFileSync(join(this.path, RUN), `${JSON.stringify(run, replacer, 2)}\n`, { mode: 0o600 });
  }

  /** This process is the network no more. */
  release(): void {
    rmSync(join(this.path, RUN), { force: true });
  }

  /** The folder of a part; made when asked for. */
  of(part: string): string {
    const folder = join(this.path, part);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  logFile(part: string): string {
    return join(this.path, 'logs', `${part}.log`);
  }

  /** Names of the parts that have a log, sorted. */
  logged(): string[] {
    return readdirSync(join(this.path, 'logs'))
      .filter((file) => file.endsWith('.log'))
      .map((file) => file.slice(0, -'.log'.length))
      .sort();
  }

  /** Writes a service's settings where its command finds them: `yumanet-… --config FILE`. Secrets stand in it. */
  writeSettings(part: string, settings: Settings): string {
    const file = join(this.of(part), 'config.json');
    const text = JSON.stringify(
      settings,
      (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      2,
    );
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return file;
  }
}

/** Amounts of rao are kept as `"12n"`. */
const replacer = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
const reviver = (_: string, value: unknown) =>
  typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;

function readRun(path: string): Run | undefined {
  try {
    const run = JSON.parse(readFileSync(join(path, RUN), 'utf8')) as Run;
    return isAlive(run) ? run : undefined;
  } catch {
    // None, or one that was broken off while it was written: its process is gone.
    return undefined;
  }
}

function checkFormat(path: string): void {
  const { format } = JSON.parse(readFileSync(join(path, MARK), 'utf8')) as { format?: unknown };
  if (format === FORMAT) return;
  throw new CliError(
    'BAD_INPUT',
    `data folder ${path}: expected format ${FORMAT}, got ${String(format)}; --reset begins anew`,
  );
}
