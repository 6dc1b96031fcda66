import type { Explanation } from '../api.js';
import { ASK } from '../emission/emission-link.js';
import type { ExplorerParts } from './explorer-parts.js';

/** Why a neuron's numbers of the last epoch are what they are. @throws ServiceError NO_EMISSION_SERVICE, EPOCH_UNKNOWN, HOTKEY_UNKNOWN. */
export async function readExplanation(
  { emission }: ExplorerParts,
  netuid: number,
  uid: number,
): Promise<Explanation> {
  const who = { $case: 'uid' as const, uid };
  const answer = await emission.client.explain({ netuid, who, block: undefined }, ASK);
  return {
    netuid: answer.netuid,
    uid: answer.uid,
    block: Number(answer.block),
    steps: answer.steps.map(({ step, sentence }) => ({ step, sentence })),
  };
}
