/** How many seconds' worth of requests may come at once. */
const BURST_SECONDS = 2;

/** A token bucket: so many requests a second, and twice as many at once after a pause. */
export class RateLimit {
  private tokens: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = perSecond * BURST_SECONDS;
    this.at = now();
  }

  /** Whether one more request may pass now. */
  admit(): boolean {
    const now = this.now();
    const earned = ((now - this.at) / 1000) * this.perSecond;
    this.tokens = Math.min(this.perSecond * BURST_SECONDS, this.tokens + earned);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}
