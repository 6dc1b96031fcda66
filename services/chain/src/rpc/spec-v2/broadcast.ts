import type { Chain } from '../../node/chain.js';
import { PoolError, type PoolRefusal } from '../../node/pool/pool-error.js';

/** Refusals that the next block may lift. */
const MAY_PASS = new Set<PoolRefusal['kind']>([
  'banned',
  'immediatelyDropped',
  'tooLowPriority',
  'notLeader',
]);

/** A transaction that a client wants in the pool until it says stop: offered again after a block while it may still go in. */
export class Broadcast {
  private stopped = false;
  private offering = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly chain: Chain,
    private readonly bytes: Uint8Array,
  ) {}

  begin(): void {
    this.unsubscribe = this.chain.events.on('imported', () => this.offer());
    this.offer();
  }

  /** Offers it no more; what is in the pool stays there. */
  stop(): void {
    this.stopped = true;
    this.unsubscribe();
  }

  private offer(): void {
    if (this.stopped || this.offering) return;
    this.offering = true;
    this.chain
      .submit(this.bytes, (status) => {
        // Pushed out by others: it may fit again.
        if (status === 'dropped') this.offering = false;
      })
      .catch((error: unknown) => {
        if (error instanceof PoolError && MAY_PASS.has(error.refusal.kind)) this.offering = false;
        else this.stop();
      });
  }
}
