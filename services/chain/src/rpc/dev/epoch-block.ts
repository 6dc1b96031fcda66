import { ChainError } from '../../errors.js';
import type { Chain } from '../../node/chain.js';
import { contextOver, findItem } from './frame-runtime.js';

/**
 * The block in which a subnet has its `tempos`-th epoch from now: upstream's rule is that
 * `(block + netuid + 1) % (tempo + 1) = 0` (`blocks_until_next_epoch`).
 *
 * @throws ChainError STATE_NAME_UNKNOWN for a subnet that is not there, or has no epochs.
 */
export function epochBlock(chain: Chain, netuid: number, tempos: number): number {
  const ctx = contextOver(chain);
  const added = findItem(chain.runtime, 'SubtensorModule', 'NetworksAdded').get(ctx, netuid);
  const tempo = findItem(chain.runtime, 'SubtensorModule', 'Tempo').get(ctx, netuid) as number;
  if (added !== true || tempo === 0)
    throw new ChainError('STATE_NAME_UNKNOWN', `netuid: expected a subnet with epochs, got ${netuid}`, {
      netuid,
    });
  const { head } = chain.store;
  const next = head + 1 + (tempo - ((head + 1 + netuid) % (tempo + 1)));
  return next + (tempos - 1) * (tempo + 1);
}
