/** The nonces that one account has used: the recent ones each, the older ones by the greatest of them. */
interface Used {
  floor: bigint;
  readonly recent: Set<bigint>;
}

/**
 * Which nonces were used, so that none is accepted twice, whatever the clock does. A nonce up to an account's floor counts as
 * used; they may come in any order above it, as those of several workers with one hotkey do.
 */
export class Nonces {
  readonly #used = new Map<string, Used>();

  /** What an earlier start had taken. */
  restore(account: string, floor: bigint, nonce?: bigint): void {
    const used = this.#of(account);
    if (floor > used.floor) used.floor = floor;
    if (nonce !== undefined) used.recent.add(nonce);
  }

  /** Whether it was free; it is not any more. */
  take(account: string, nonce: bigint): boolean {
    const { floor, recent } = this.#of(account);
    if (nonce <= floor || recent.has(nonce)) return false;
    recent.add(nonce);
    return true;
  }

  /** Forgets nonces below `before`, raising each account's floor to the greatest that it forgets. @returns what changed. */
  forget(before: bigint): { readonly account: string; readonly floor: bigint; readonly nonces: bigint[] }[] {
    return [...this.#used].flatMap(([account, used]) => {
      const nonces = [...used.recent].filter((nonce) => nonce < before);
      if (nonces.length === 0) return [];
      for (const nonce of nonces) {
        used.recent.delete(nonce);
        if (nonce > used.floor) used.floor = nonce;
      }
      return [{ account, floor: used.floor, nonces }];
    });
  }

  #of(account: string): Used {
    const found = this.#used.get(account);
    if (found) return found;
    const made = { floor: -1n, recent: new Set<bigint>() };
    this.#used.set(account, made);
    return made;
  }
}
