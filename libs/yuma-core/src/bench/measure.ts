/** Interleaved timing: on a shared machine only what ran in the same seconds can be compared. */
export interface Timing {
  readonly minMs: number;
  readonly medianMs: number;
  readonly runs: number;
}

export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
  /** Run once a round at most; slower ones stop early. */
  readonly maxRuns?: number;
}

/** Rounds of one run each, until `seconds` are over and every contestant ran at least once. */
export async function measure(
  contestants: readonly Contestant[],
  seconds: number,
): Promise<Map<string, Timing>> {
  const samples = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (const { run, maxRuns } of contestants) if (maxRuns === undefined) await run();
  const end = performance.now() + seconds * 1000;
  do {
    for (const { name, run, maxRuns } of contestants) {
      const taken = samples.get(name)!;
      if (taken.length >= (maxRuns ?? Infinity)) continue;
      const started = performance.now();
      const result = run();
      if (result instanceof Promise) await result;
      taken.push(performance.now() - started);
    }
  } while (performance.now() < end);
  return new Map([...samples].map(([name, taken]) => [name, summary(taken)]));
}

function summary(samples: readonly number[]): Timing {
  const sorted = [...samples].sort((a, b) => a - b);
  return { minMs: sorted[0]!, medianMs: sorted[sorted.length >> 1]!, runs: sorted.length };
}
