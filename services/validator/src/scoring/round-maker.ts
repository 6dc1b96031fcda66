import type { RoundPlan } from '@yumanet/proto/validator/v1';
import type { AnyMechanism, Round } from '@yumanet/subnet-kit';
import { formatAccount } from '@yumanet/units';

type MadeRound = Round<unknown, unknown>;

/** Rounds kept: their parts come one after the other. */
const KEEP = 4;

/** What a round's plan makes each miner be asked, and what the judge knows; made once for all parts that come here. */
export class RoundMaker {
  readonly #made = new Map<string, Promise<MadeRound>>();

  constructor(private readonly mechanism: AnyMechanism) {}

  make(round: string, { seed, miners }: RoundPlan): Promise<MadeRound> {
    const known = this.#made.get(round);
    if (known) return known;
    const hotkeys = miners.map(({ hotkey }) => formatAccount(hotkey.toString('hex')));
    const made = this.mechanism.task.make(seed, hotkeys, memoriesOf(miners));
    // A failure is not kept: the job comes again.
    made.catch(() => this.#made.delete(round));
    this.#made.set(round, made);
    const [oldest] = this.#made.keys();
    if (this.#made.size > KEEP && oldest !== undefined) this.#made.delete(oldest);
    return made;
  }
}

/** What the mechanism remembers, of everyone of whom it remembers something. */
export const memoriesOf = (miners: RoundPlan['miners']): ReadonlyMap<string, Uint8Array> =>
  new Map(
    miners
      .filter(({ memory }) => memory.length > 0)
      .map(({ hotkey, memory }) => [formatAccount(hotkey.toString('hex')), memory]),
  );
