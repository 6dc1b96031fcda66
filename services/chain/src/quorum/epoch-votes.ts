/** How a vote was taken. */
export type VoteOutcome = 'counted' | 'repeated' | 'contradicted itself';

/** Votes of distinct workers on one epoch. A result is named by its digest. */
export class EpochVotes {
  readonly #votes = new Map<string, string>();

  constructor(private readonly quorum: number) {}

  /** A worker's first word counts; another one later shows that it cannot be relied on. */
  vote(worker: string, result: string): VoteOutcome {
    const said = this.#votes.get(worker);
    if (said === undefined) this.#votes.set(worker, result);
    return said === undefined ? 'counted' : said === result ? 'repeated' : 'contradicted itself';
  }

  /** The result that enough workers agree on. */
  get agreed(): string | undefined {
    const counts = new Map<string, number>();
    for (const result of this.#votes.values()) counts.set(result, (counts.get(result) ?? 0) + 1);
    return [...counts].find(([, count]) => count >= this.quorum)?.[0];
  }

  /** Takes a worker's vote away: it was found out elsewhere. */
  drop(worker: string): void {
    this.#votes.delete(worker);
  }

  /** Workers that said something else. */
  against(result: string): readonly string[] {
    return [...this.#votes].flatMap(([worker, said]) => (said === result ? [] : [worker]));
  }
}
