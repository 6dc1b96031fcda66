import { AccountId32, defineCall, ensureSigned, type Call } from '@yumanet/frame';
import { db } from '../../../limits.js';
import type { Parameters } from '../../../parameters/parameters.js';
import {
  burnTokens,
  canRemoveBalanceFromColdkeyAccount,
  removeBalanceFromColdkeyAccount,
} from '../accounts/balance.js';
import { coldkeyOwnsHotkey } from '../accounts/owner.js';
import { moveHotkey } from '../accounts/move-hotkey.js';
import { currentBlock } from '../block.js';
import { isRegisteredOnAnyNetwork } from '../checks/networks.js';
import { exceedsTxRateLimit } from '../checks/rate-limits.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import type { StakeObserver } from '../stake-observer.js';
import { LastTxBlock } from '../storage/limits.js';
import { TotalNetworks } from '../storage/networks.js';
import { swapHotkey as weight } from '../weights.js';

/** Puts another hotkey in the place of one, everywhere, for a burn; signed by the coldkey of the old one. */
export const swapHotkey = (
  { hotkeySwapCostRao }: Pick<Parameters, 'hotkeySwapCostRao'>,
  observer?: StakeObserver,
): Call =>
  defineCall({
    index: 70,
    name: 'swap_hotkey',
    args: { hotkey: AccountId32, new_hotkey: AccountId32 },
    origin: ensureSigned,
    weight,
    class: 'Operational',
    pays: 'No',
    run: (ctx, coldkey, { hotkey, new_hotkey }) => {
      ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), 'NonAssociatedColdKey');
      const block = currentBlock(ctx);
      ensure(!exceedsTxRateLimit(ctx, LastTxBlock.get(ctx, coldkey), block), 'TxRateLimitExceeded');
      ensure(hotkey !== new_hotkey, 'AlreadyRegistered');
      ensure(!isRegisteredOnAnyNetwork(ctx, new_hotkey), 'AlreadyRegistered');
      const cost = hotkeySwapCostRao;
      ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, cost), 'NotEnoughBalance');
      burnTokens(ctx, removeBalanceFromColdkeyAccount(ctx, coldkey, cost));
      const reads = 2 + 2 + TotalNetworks.get(ctx) + 1;
      const writes = moveHotkey(ctx, coldkey, hotkey, new_hotkey);
      LastTxBlock.put(ctx, coldkey, block);
      observer?.swapped(ctx, hotkey, new_hotkey);
      deposit(ctx, 'HotkeySwapped', { coldkey, old_hotkey: hotkey, new_hotkey });
      return { actualWeight: db(reads, writes + 1) };
    },
  });
