import { readFileSync } from 'node:fs';

/** A process, told from a later one of the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** When the system started it, in its own ticks; null where it does not say. */
  readonly started: string | null;
}

export const processMark = (pid: number): ProcessMark => ({ pid, started: startOf(pid) });

/** Whether that process still runs. */
export function isAlive({ pid, started }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive all the same.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === startOf(pid);
}

/** Linux: field 22 of /proc/PID/stat, counted after the name, which may hold anything. A zombie has ended. */
function startOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}
