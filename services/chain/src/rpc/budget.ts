/** So much of something for everybody together: bytes that wait to be read, subscriptions, keys watched. */
export class Budget {
  private usedNow = 0;

  constructor(readonly limit: number) {}

  get used(): number {
    return this.usedNow;
  }

  /** @returns false, and takes nothing, when there is not so much left. */
  take(amount: number): boolean {
    if (this.usedNow + amount > this.limit) return false;
    this.usedNow += amount;
    return true;
  }

  free(amount: number): void {
    this.usedNow -= amount;
  }
}
