import type { Hex } from '@yumanet/frame';
import type { Clock } from '../block/clock.js';

/** Hashes not to be looked at again for a while. Bounded: the oldest ban goes first. */
export class BanList {
  private readonly until = new Map<Hex, number>();

  constructor(
    private readonly clock: Clock,
    private readonly durationMs: number,
    private readonly capacity: number,
  ) {}

  ban(hash: Hex): void {
    this.until.delete(hash);
    if (this.until.size >= this.capacity) this.until.delete(this.until.keys().next().value!);
    this.until.set(hash, this.clock.now() + this.durationMs);
  }

  isBanned(hash: Hex): boolean {
    const until = this.until.get(hash);
    if (until === undefined) return false;
    if (until > this.clock.now()) return true;
    this.until.delete(hash);
    return false;
  }

  lift(hash: Hex): void {
    this.until.delete(hash);
  }
}
