import { definePallet } from '@yumanet/frame';
import { forceAdjustTotalIssuance } from './calls/force-adjust-total-issuance.js';
import { forceSetBalance } from './calls/force-set-balance.js';
import { forceTransfer } from './calls/force-transfer.js';
import { forceUnreserve } from './calls/force-unreserve.js';
import { transferAll } from './calls/transfer-all.js';
import { transferAllowDeath } from './calls/transfer-allow-death.js';
import { transferKeepAlive } from './calls/transfer-keep-alive.js';
import { upgradeAccounts } from './calls/upgrade-accounts.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { balancesGenesis } from './genesis.js';
import { STORAGE } from './storage.js';

/** pallet_balances: free, reserved and frozen rao, kept in System.Account. */
export const balancesPallet = definePallet({
  name: 'Balances',
  index: 5,
  path: 'pallet_balances',
  storage: STORAGE,
  calls: [
    transferAllowDeath,
    forceTransfer,
    transferKeepAlive,
    transferAll,
    forceUnreserve,
    upgradeAccounts,
    forceSetBalance,
    forceAdjustTotalIssuance,
  ],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
  storageVersion: 1,
  genesisDefault: { balances: [] },
  genesis: balancesGenesis,
});
