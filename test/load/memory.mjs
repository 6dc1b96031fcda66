// How much memory a process has, and whether a series of that is flat.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import WebSocket from 'ws';

const MEGABYTE = 1024 * 1024;
const megabytes = (bytes) => Math.round((bytes / MEGABYTE) * 10) / 10;

/** Resident megabytes: all, and those that no file backs (LMDB's pages are the kernel's to keep or to drop). Linux. */
export function residentOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name) =>
    megabytes(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024);
  return { rssMb: field('VmRSS'), anonymousMb: field('RssAnon') };
}

/**
 * The megabytes of heap that a process holds after a full collection, through its inspector. What `/metrics` tells
 * swings by the size of the young generation and more, as one happens to ask before or after a collection.
 * @throws when it does not answer in 30 s.
 */
export async function collectedHeapOf(inspector) {
  const socket = new WebSocket(inspector, { perMessageDeflate: false, handshakeTimeout: 10_000 });
  try {
    await once(socket, 'open');
    const ask = async (id, method) => {
      socket.send(JSON.stringify({ id, method }));
      const [data] = await once(socket, 'message', { signal: AbortSignal.timeout(30_000) });
      const answer = JSON.parse(data.toString());
      if (answer.id !== id || answer.error) throw new Error(`${method}: ${JSON.stringify(answer)}`);
      return answer.result;
    };
    await ask(1, 'HeapProfiler.collectGarbage');
    return megabytes((await ask(2, 'Runtime.getHeapUsage')).usedSize);
  } finally {
    socket.close();
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Growth from the second quarter of a series to the last, as a share: the first quarter is caches that fill. The median
 * of the lower half of each quarter is taken, for a heap swings between collections and its floor is what must not rise.
 */
export function growthOf(series) {
  if (series.length < 8) return undefined;
  const quarter = Math.floor(series.length / 4);
  const floor = (values) => median([...values].sort((a, b) => a - b).slice(0, Math.ceil(values.length / 2)));
  const [early, late] = [floor(series.slice(quarter, 2 * quarter)), floor(series.slice(-quarter))];
  return Math.round((late / early - 1) * 1000) / 1000;
}
