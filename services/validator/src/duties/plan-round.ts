import type { Metagraph, Neuron } from '../metagraph/metagraph.js';

/** A neuron that is asked. */
export type Asked = Neuron & { readonly axon: NonNullable<Neuron['axon']> };

/**
 * Whom to ask in a round: every other neuron with an axon. An axon that was served before its uid was given to the
 * hotkey belongs to an earlier life of that hotkey, and is not asked.
 *
 * @param self SS58 of the validator.
 */
export function planRound({ neurons }: Metagraph, self: string): Asked[] {
  return neurons.filter(
    (neuron): neuron is Asked =>
      neuron.hotkey !== self && neuron.axon !== undefined && neuron.axon.servedAt >= neuron.registeredAt,
  );
}

/** Whether a round is due: so many blocks after the last one, or at once when there was none. */
export function isRoundDue(block: number, lastRound: number | undefined, roundBlocks: number): boolean {
  return lastRound === undefined || block - lastRound >= roundBlocks;
}
