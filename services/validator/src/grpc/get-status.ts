import type { GetStatusResponse } from '@yumanet/proto/validator/v1';
import { formatAccount } from '@yumanet/units';
import type { Validator } from '../validator.js';

/** GetStatus: what the validator thinks, and what it did last. */
export function getStatus({ view }: Pick<Validator, 'view'>): GetStatusResponse {
  const { hotkey, netuid, standing, metagraph, scores, intents, rounds, blockedBy, leading } = view;
  const uids = new Map(metagraph?.neurons.map((neuron) => [neuron.hotkey, neuron.uid]));
  return {
    hotkey: Buffer.from(hotkey.publicKey),
    netuid,
    uid: standing?.uid,
    permit: standing?.permit ?? false,
    block: BigInt(standing?.block ?? 0),
    scores: scores.map((score) => ({ uid: uids.get(formatAccount(score.hotkey.toString('hex'))), score })),
    intents: [...intents],
    rounds: [...rounds],
    blockedBy: blockedBy ?? '',
    leading,
  };
}
