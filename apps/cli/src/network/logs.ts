import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { NetworkFolder } from '../up/network-folder.js';

/** How often a log is looked at for more. */
const LOOK_MS = 200;
/** What is read of a log's end, at most. */
const MAX_TAIL_BYTES = 4 * 1024 * 1024;

export interface LogOptions {
  readonly dataDir: string;
  readonly follow: boolean;
  readonly lines: number;
}

/**
 * `yumanet logs`: the last lines of each part's log, or of one; with `follow` also what comes, until SIGINT or SIGTERM.
 *
 * @throws CliError BAD_INPUT where there is no network's folder, or no such part in it.
 */
export async function logs(output: Output, service: string | undefined, options: LogOptions): Promise<void> {
  const folder = NetworkFolder.find(options.dataDir);
  const known = folder.logged();
  if (service !== undefined && !known.includes(service))
    throw new CliError(
      'BAD_INPUT',
      `service: expected one of ${known.join(', ') || 'none yet'}, got ${service}`,
    );
  const tails = (service === undefined ? known : [service]).map(
    (part) => new Tail(part, folder.logFile(part)),
  );
  const print = (part: string, lines: readonly string[]): void => {
    for (const line of lines) output.row(...rowOf(part, line, service === undefined));
  };
  for (const tail of tails) print(tail.part, tail.more().slice(-options.lines));
  if (!options.follow) return;
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  while (!stop.signal.aborted) {
    await sleep(LOOK_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    for (const tail of tails) print(tail.part, tail.more());
  }
}

/** A log file, read on from where it was read before. */
class Tail {
  #at: number;
  #rest = '';
  readonly #decoder = new StringDecoder('utf8');

  constructor(
    readonly part: string,
    private readonly file: string,
  ) {
    this.#at = Math.max(0, statSync(file).size - MAX_TAIL_BYTES);
  }

  /** Whole lines that came since. */
  more(): string[] {
    const { size } = statSync(this.file);
    // It was begun anew.
    if (size < this.#at) this.#at = 0;
    if (size === this.#at) return [];
    const bytes = Buffer.alloc(Math.min(size - this.#at, MAX_TAIL_BYTES));
    const descriptor = openSync(this.file, 'r');
    this.#at += readSync(descriptor, bytes, 0, bytes.length, this.#at);
    closeSync(descriptor);
    const lines = (this.#rest + this.#decoder.write(bytes)).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '');
  }
}

/** What services write; whatever else writes a line of JSON may lack any of it. */
interface Entry extends Record<string, unknown> {
  readonly time?: number | string;
  readonly level?: number | string;
  readonly message?: string;
}

/** A line of JSON, as services write them, for people: when, what, and everything else. */
function rowOf(part: string, line: string, named: boolean): [Record<string, unknown>, string] {
  const prefix = named ? `${part.padEnd(14)} ` : '';
  try {
    const entry = JSON.parse(line) as Entry;
    const { time, level = '', message = '', service: _, ...rest } = entry;
    const when = time === undefined ? '' : new Date(time).toISOString().slice(11, 23);
    const data = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
    return [{ part, ...entry }, `${prefix}${when} ${level} ${message}${data}`];
  } catch {
    return [{ part, text: line }, `${prefix}${line}`];
  }
}
