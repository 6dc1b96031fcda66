import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is recorded: where time goes, or where memory comes from. */
export const PROFILE_KINDS = ['cpu', 'heap'] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

/** Microseconds between samples of the stack; bytes between samples of allocations. */
const CPU_INTERVAL_US = 1000;
const HEAP_INTERVAL_BYTES = 32 * 1024;

/** Records this process's main thread, one profile at a time, for tools that read V8's own formats (Chrome's DevTools, speedscope). */
export class Profiler {
  private recording = false;

  get busy(): boolean {
    return this.recording;
  }

  /**
   * @param seconds how long; the signal ends it earlier.
   * @returns JSON of a `.cpuprofile`, or of a `.heapprofile` of what was allocated meanwhile and is still in use.
   * @throws Error when one is being recorded already.
   */
  async record(kind: ProfileKind, seconds: number, signal?: AbortSignal): Promise<string> {
    if (this.recording) throw new Error('profile: expected none being recorded, got one');
    this.recording = true;
    const session = new Session();
    session.connect();
    try {
      return JSON.stringify(await (kind === 'cpu' ? cpu : heap)(session, () => pause(seconds, signal)));
    } finally {
      session.disconnect();
      this.recording = false;
    }
  }
}

async function cpu(session: Session, wait: () => Promise<void>): Promise<unknown> {
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: CPU_INTERVAL_US });
  await session.post('Profiler.start');
  await wait();
  const { profile } = await session.post('Profiler.stop');
  await session.post('Profiler.disable');
  return profile;
}

async function heap(session: Session, wait: () => Promise<void>): Promise<unknown> {
  await session.post('HeapProfiler.enable');
  await session.post('HeapProfiler.startSampling', { samplingInterval: HEAP_INTERVAL_BYTES });
  await wait();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  await session.post('HeapProfiler.disable');
  return profile;
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(seconds * 1000, undefined, { ...(signal === undefined ? {} : { signal }) }).catch(
    () => undefined,
  );
}
