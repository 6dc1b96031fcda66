// How long a process was ready to run and no core was free: on a busy machine that is what latency measures.
import { readFileSync } from 'node:fs';

/** Milliseconds that the main thread has waited for a core since it began. Linux. */
export function waitedForCoreMs(pid) {
  const [, waitedNs] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(waitedNs) / 1e6;
}
