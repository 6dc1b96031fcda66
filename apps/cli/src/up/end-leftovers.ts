import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { sleep, systemClock } from '@yumanet/service-kit';
import { isAlive, processMark, type ProcessMark } from './process-mark.js';

/** What ends in order has so long for it. */
const END_MS = 5_000;
const LOOK_MS = 50;

/**
 * Ends what is left of a network whose own process was killed: its parts are processes of their own, and two of one folder would be in
 * each other's way. Only processes that `run.json` names and that were started with something of this folder.
 *
 * @returns names of the parts that were ended.
 */
export async function endLeftovers(folder: string): Promise<string[]> {
  const left = leftoversOf(folder);
  for (const { mark } of left) signal(mark, 'SIGTERM');
  const clock = systemClock();
  const end = clock.monotonic() + END_MS;
  while (left.some(({ mark }) => isAlive(mark)) && clock.monotonic() < end) await sleep(clock, LOOK_MS);
  for (const { mark } of left) if (isAlive(mark)) signal(mark, 'SIGKILL');
  return left.map(({ part }) => part);
}

function leftoversOf(folder: string): { readonly part: string; readonly mark: ProcessMark }[] {
  const { parts = {}, ...run } = readRun(folder);
  if (run.pid === undefined || isAlive({ pid: run.pid, started: run.started ?? null })) return [];
  return Object.entries(parts).flatMap(([part, { pid }]) =>
    typeof pid === 'number' && isOf(pid, folder) ? [{ part, mark: processMark(pid) }] : [],
  );
}

interface RunFile {
  readonly pid?: number;
  readonly started?: string | null;
  readonly parts?: Readonly<Record<string, { readonly pid?: unknown }>>;
}

function readRun(folder: string): RunFile {
  try {
    return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunFile;
  } catch {
    // None, or one that was broken off while it was written.
    return {};
  }
}

/** Linux: one of its arguments is a path in the folder. Elsewhere nobody can tell, and nothing is ended. */
function isOf(pid: number, folder: string): boolean {
  const place = `/proc/${pid}`;
  if (!existsSync(place)) return false;
  try {
    const cwd = readlinkSync(join(place, 'cwd'));
    const args = readFileSync(join(place, 'cmdline'), 'utf8').split('\0');
    return args.some((arg) => resolve(cwd, arg).startsWith(resolve(folder) + sep));
  } catch {
    return false;
  }
}

function signal({ pid }: ProcessMark, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
