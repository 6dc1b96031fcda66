import { Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import type { EpochSummary, NeuronEpochPoint } from '../api.js';

/** Rows of neurons over all subnets and epochs: some 100 bytes each. */
const MAX_ROWS = 500_000;

/** The newest epochs of every subnet, as the emission service recomputed them. */
export class EpochHistory {
  readonly #keep: number;
  readonly #epochs = new Map<number, EpochVerdict[]>();
  #rows = 0;

  /** @param keep epochs of a subnet; the oldest goes. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** The height after the newest epoch; 0: there is none. */
  get next(): bigint {
    let next = 0n;
    for (const epochs of this.#epochs.values()) {
      const last = epochs.at(-1)?.block ?? -1n;
      if (last >= next) next = last + 1n;
    }
    return next;
  }

  /** @returns whether it is new; one that was heard before is left out. */
  add(verdict: EpochVerdict): boolean {
    const epochs = this.#epochs.get(verdict.netuid) ?? [];
    const last = epochs.at(-1);
    if (last !== undefined && last.block >= verdict.block) return false;
    epochs.push(verdict);
    this.#epochs.set(verdict.netuid, epochs);
    this.#rows += verdict.neurons.length;
    if (epochs.length > this.#keep) this.#drop(epochs);
    while (this.#rows > MAX_ROWS) this.#drop(this.#longest());
    return true;
  }

  clear(): void {
    this.#epochs.clear();
    this.#rows = 0;
  }

  /** The subnet's last epoch. */
  last(netuid: number): EpochSummary | null {
    const verdict = this.#epochs.get(netuid)?.at(-1);
    return verdict === undefined ? null : summaryOf(verdict);
  }

  /** Of all subnets, newest first. */
  newest(limit: number): EpochSummary[] {
    const all = [...this.#epochs.values()].flatMap((epochs) => epochs.slice(-limit));
    return all
      .sort((a, b) => Number(b.block - a.block))
      .slice(0, limit)
      .map(summaryOf);
  }

  /** A hotkey's numbers, oldest first: it may have had another uid, and a uid another hotkey. @param hotkey 64 hex digits */
  ofNeuron(netuid: number, hotkey: string): NeuronEpochPoint[] {
    return (this.#epochs.get(netuid) ?? []).flatMap(({ block, neurons }) => {
      const neuron = neurons.find((each) => each.hotkey.toString('hex') === hotkey);
      if (neuron === undefined) return [];
      const { incentive, dividends } = neuron;
      return [
        {
          block: Number(block),
          stakeRao: neuron.stakeRao.toString(),
          incentive,
          dividends,
          serverEmissionRao: neuron.serverEmissionRao.toString(),
          validatorEmissionRao: neuron.validatorEmissionRao.toString(),
        },
      ];
    });
  }

  #drop(epochs: EpochVerdict[]): void {
    this.#rows -= epochs.shift()?.neurons.length ?? 0;
  }

  #longest(): EpochVerdict[] {
    return [...this.#epochs.values()].reduce((a, b) => (b.length > a.length ? b : a));
  }
}

const VERDICTS: Partial<Record<Verdict, EpochSummary['verdict']>> = {
  [Verdict.VERDICT_EQUAL]: 'equal',
  [Verdict.VERDICT_DIFFERENT]: 'different',
};

/** An epoch for the page. */
export function summaryOf({
  netuid,
  block,
  verdict,
  reason,
  difference,
  raoEmission,
}: EpochVerdict): EpochSummary {
  const { field, uid, expected, got } = difference ?? {};
  return {
    netuid,
    block: Number(block),
    verdict: VERDICTS[verdict] ?? 'unverifiable',
    reason: difference ? `${field} of uid ${uid}: expected ${expected}, got ${got}` : reason,
    raoEmission: raoEmission.toString(),
  };
}
