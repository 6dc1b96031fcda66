import { mostTrusted, type Judge } from '@yumanet/subnet-kit';
import { fromWire, type Receipt } from './answer.js';
import { encodeMemory } from './memory.js';
import { idOf, isLeafOf } from './merkle.js';
import { FULL_CHUNKS, type Accounts, type Errand } from './task.js';

/** Whether everything asked for is there, byte for byte: against the ids alone. */
export function isKept({ prove, retrieve }: Errand, { proofs, chunks }: Receipt): boolean {
  if (proofs.length !== prove.length || chunks.length !== retrieve.length) return false;
  return (
    prove.every(({ id, leaf }, i) => {
      const proof = proofs[i];
      return proof ? isLeafOf(Buffer.from(id, 'hex'), leaf, fromWire(proof)) : false;
    }) &&
    retrieve.every((id, i) => {
      const chunk = chunks[i];
      return chunk ? idOf(Buffer.from(chunk, 'base64')).toString('hex') === id : false;
    })
  );
}

/**
 * What a miner keeps for the validator, as a share of what it could: the chunks that it took in earlier rounds, if every challenge
 * is answered. One byte lost is 0, and all trust with it: it begins anew with nothing. What it says it has counts for nothing
 * until it is challenged.
 */
export const judge: Judge<Errand, Accounts, Receipt> = {
  score({ asks, secret }, answers) {
    return new Map(
      [...asks].map(([hotkey, errand]) => {
        const [answer, account] = [answers.get(hotkey), secret.get(hotkey)];
        if (!answer || !account || !isKept(errand, answer)) return [hotkey, 0];
        return [hotkey, account.memory.held.length / (FULL_CHUNKS - account.fresh.length)];
      }),
    );
  },

  remember({ asks, secret }, answers) {
    const remembered = new Map<string, Uint8Array>();
    for (const [hotkey, { memory, fresh, nextNonce }] of secret) {
      const [answer, errand] = [answers.get(hotkey), asks.get(hotkey)];
      // Silence loses nothing and gains nothing: the same challenge waits.
      if (!answer || !errand) continue;
      const taken = fresh.slice(0, answer.stored);
      const held = isKept(errand, answer) ? [...memory.held, ...taken] : taken;
      remembered.set(hotkey, encodeMemory({ ...memory, nonce: nextNonce, held }));
    }
    return remembered;
  },

  compose: (answers, weights) => mostTrusted(answers, (answer) => JSON.stringify(answer), weights),
};
