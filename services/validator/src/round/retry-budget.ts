/** Questions after which an axon has earned another retry. */
const QUESTIONS_PER_RETRY = 10;

/**
 * How often an axon may be asked again after it could not be reached: a few times at once, then once in ten questions, so that
 * who is away costs nobody more than a second attempt now and then.
 */
export class RetryBudget {
  readonly #left = new Map<string, number>();

  /** @param most retries that an axon can have saved; 0: never again. */
  constructor(private readonly most: number) {}

  /** A question begins. @param who hotkey of the axon. */
  asked(who: string): void {
    this.#left.set(who, Math.min(this.most, (this.#left.get(who) ?? this.most) + 1 / QUESTIONS_PER_RETRY));
  }

  /** @returns whether it may be asked again; takes the retry. */
  take(who: string): boolean {
    const left = this.#left.get(who) ?? this.most;
    if (left < 1) return false;
    this.#left.set(who, left - 1);
    return true;
  }

  /** Forgets everybody else. */
  keep(hotkeys: ReadonlySet<string>): void {
    for (const who of this.#left.keys()) if (!hotkeys.has(who)) this.#left.delete(who);
  }
}
