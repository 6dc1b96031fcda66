import type { LoadedPayment } from '@yumanet/subtensor';
import type { EpochAudit } from './ledger-entry.js';
import type { Flow } from './block-step-flows.js';

/**
 * An epoch's books: what was pending, given to hotkeys; what is left over is dust, or, where nothing was given,
 * forfeited. Nothing of it is issued before the next block pays it.
 *
 * @param payments what the epoch loaded; none also where it would have given more than it got.
 */
export function epochFlows(
  netuid: number,
  block: number,
  pendingRao: bigint,
  payments: readonly LoadedPayment[],
): { readonly flows: readonly Flow[]; readonly audit: EpochAudit } {
  const from = `pending:${netuid}`;
  const common = { netuid, epoch: block, from };
  const loadedRao = payments.reduce((sum, [, server, validator]) => sum + server + validator, 0n);
  const flows = payments.flatMap(([hotkey, server, validator]): Flow[] => {
    const to = `loaded:${netuid}:${hotkey}`;
    return [
      { ...common, kind: 'miner', to, hotkey, rao: server, basis: 'incentive × what was pending' },
      { ...common, kind: 'validator', to, hotkey, rao: validator, basis: 'dividends × what was pending' },
    ];
  });
  const dustRao = pendingRao - loadedRao;
  const nothing = loadedRao === 0n;
  flows.push({
    ...common,
    kind: nothing ? 'forfeited' : 'dust',
    to: 'dust',
    hotkey: undefined,
    rao: dustRao,
    basis: nothing
      ? 'nobody earned anything, and nobody has stake'
      : 'truncation of each hotkey’s share to whole rao',
  });
  return {
    flows: flows.filter(({ rao }) => rao !== 0n),
    audit: { netuid, block, pendingRao, loadedRao, dustRao },
  };
}
