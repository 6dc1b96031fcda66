/** What a cluster is for; each is watched from outside. */
export const FUNCTIONS = ['blocks', 'final', 'verdicts', 'weights', 'gateway'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** When each function did something, and how long it did nothing. Milliseconds of the monotonic clock. */
export class FunctionWatch {
  readonly #seen = new Map<FunctionName, number[]>(FUNCTIONS.map((name) => [name, []]));

  hit(name: FunctionName): void {
    this.#seen.get(name)!.push(performance.now());
  }

  /** Whether it did something after that moment. */
  hasSince(name: FunctionName, moment: number): boolean {
    return (this.#seen.get(name)!.at(-1) ?? 0) > moment;
  }

  /** The longest time that it did nothing between two moments; what it did last before the first counts from then on. */
  longestSilence(name: FunctionName, from: number, to: number): number {
    const seen = this.#seen.get(name)!;
    const points = [
      seen.findLast((at) => at <= from) ?? from,
      ...seen.filter((at) => at > from && at <= to),
      to,
    ];
    return Math.max(...points.slice(1).map((at, i) => at - points[i]!));
  }
}
