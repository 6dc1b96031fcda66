/** Interleaved timing: on a shared machine only what ran in the same seconds can be compared. */
export interface Timing {
  readonly minMs: number;
  readonly medianMs: number;
  /** Processor time of a run, all threads together, in the quietest slice: other programs do not add to it. */
  readonly cpuMs: number;
  readonly runs: number;
}

export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
  /** Run once a round at most; slower ones stop early. */
  readonly maxRuns?: number;
}

/** Slices of the time per contestant: enough that all of them meet the machine's quiet moments. */
const ROUNDS = 10;

/** Rounds in which every contestant has the same time, and at least one run. */
export async function measure(
  contestants: readonly Contestant[],
  seconds: number,
): Promise<Map<string, Timing>> {
  const samples = new Map(contestants.map(({ name }) => [name, { wall: [] as number[], cpu: Infinity }]));
  for (const { run, maxRuns } of contestants) if (maxRuns === undefined) await run();
  const slice = (seconds * 1000) / (ROUNDS * contestants.length);
  const end = performance.now() + seconds * 1000;
  do {
    for (const { name, run, maxRuns } of contestants) {
      const taken = samples.get(name)!;
      if (taken.wall.length >= (maxRuns ?? Infinity)) continue;
      taken.cpu = Math.min(taken.cpu, await runSlice(run, slice, maxRuns ?? Infinity, taken.wall));
    }
  } while (performance.now() < end);
  return new Map([...samples].map(([name, { wall, cpu }]) => [name, summary(wall, cpu)]));
}

/** Runs for `slice` ms; returns the processor time of one run in ms. */
async function runSlice(run: () => unknown, slice: number, maxRuns: number, wall: number[]): Promise<number> {
  const before = process.cpuUsage();
  const start = performance.now();
  let runs = 0;
  do {
    const started = performance.now();
    const result = run();
    if (result instanceof Promise) await result;
    wall.push(performance.now() - started);
    runs++;
  } while (runs < maxRuns && performance.now() - start < slice);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}

function summary(samples: readonly number[], cpuMs: number): Timing {
  const sorted = [...samples].sort((a, b) => a - b);
  return { minMs: sorted[0]!, medianMs: sorted[sorted.length >> 1]!, cpuMs, runs: sorted.length };
}
