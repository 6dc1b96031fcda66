import { taoText } from '@yumanet/yuma-core';
import type { LedgerEntry } from '../ledger/ledger-entry.js';

/** Who got what a hotkey was paid, in one sentence. @param entries of one payment. */
export function payoutSentence(entries: readonly LedgerEntry[]): string {
  const of = (...kinds: LedgerEntry['kind'][]): bigint =>
    entries.reduce((sum, { kind, rao }) => (kinds.includes(kind) ? sum + rao : sum), 0n);
  const total = entries.reduce((sum, { rao }) => sum + rao, 0n);
  const nominators = entries.filter(({ kind }) => kind === 'nominator');
  const [take, miner, own] = [of('take'), of('miner'), of('validator', 'remainder')];
  const parts = [
    ...(miner > 0n ? [`${taoText(miner)} for serving`] : []),
    ...(take > 0n ? [`a take of ${taoText(take)}`] : []),
    ...(own > 0n ? [`${taoText(own)} on its own stake`] : []),
  ].join(' and ');
  const others =
    nominators.length === 0
      ? 'it has no nominators who are paid'
      : `${nominators.length === 1 ? 'its nominator gets' : `its ${nominators.length} nominators get`} ${taoText(of('nominator'))}`;
  return `One block later ${taoText(total)} was added to stake: its owner gets ${parts === '' ? 'nothing' : parts}; ${others}.`;
}
