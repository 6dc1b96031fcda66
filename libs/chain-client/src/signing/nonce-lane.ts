/** What a nonce lane needs of the chain. */
export type AskNonce = () => Promise<number>;

/** Whether a send took its nonce: `taken` by the pool, `free` again, or `unknown` (ask the chain before the next). */
export type NonceFate = 'taken' | 'free' | 'unknown';

/**
 * Nonces of one account under concurrent senders. Each send has the lane to itself until the pool has accepted or refused it, so that
 * a refused one leaves no gap behind which later ones would wait for ever. Waiting for blocks happens outside the lane.
 */
export class NonceLane {
  readonly #ask: AskNonce;
  #turn: Promise<unknown> = Promise.resolve();
  #next: number | undefined;
  #waiting = 0;

  constructor(ask: AskNonce) {
    this.#ask = ask;
  }

  /** Senders that wait for their turn or have it. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @param send uses the nonce and says what became of it; when it throws, the chain is asked before the next. */
  async withNonce<T>(
    send: (nonce: number) => Promise<{ readonly fate: NonceFate; readonly result: T }>,
  ): Promise<T> {
    this.#waiting += 1;
    const mine = this.#turn.then(() => this.#take(send));
    this.#turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
      // Alone again: somebody else may use this account meanwhile.
      if (this.#waiting === 0) this.#next = undefined;
    }
  }

  /** The pool let go of an extrinsic it had: what is known of the nonces is stale. */
  forget(): void {
    this.#next = undefined;
  }

  async #take<T>(
    send: (nonce: number) => Promise<{ readonly fate: NonceFate; readonly result: T }>,
  ): Promise<T> {
    const nonce = this.#next ?? (await this.#ask());
    this.#next = undefined;
    const { fate, result } = await send(nonce);
    if (fate === 'taken') this.#next = nonce + 1;
    if (fate === 'free') this.#next = nonce;
    return result;
  }
}
