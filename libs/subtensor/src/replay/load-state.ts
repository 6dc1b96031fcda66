import type { AccountId, CallContext } from '@yumanet/frame';
import { EMPTY_ACCOUNT, EMPTY_DATA } from '../runtimes/finney-2024-06/pallets/system/account.js';
import { Account } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import { ReplayDifference } from './difference.js';
import { asList, asText, asUint, type JsonObject } from './fields.js';
import { entriesOf } from './items.js';
import type { Labels } from './labels.js';

/** What a state lists that is no storage item: free balances, and a number that can be ignored. */
export const BALANCE = 'Balance';
export const IGNORED = 'palletVersion';

/** Writes a vector's `state`; what it leaves out keeps its default. */
export function loadState(ctx: CallContext, labels: Labels, state: JsonObject): void {
  for (const [name, json] of Object.entries(state)) {
    if (name === IGNORED) continue;
    if (name === BALANCE) loadBalances(ctx, labels, json);
    else
      for (const { key, value } of entriesOf(ctx, labels, name, json)) {
        if (value === undefined) throw new ReplayDifference(`state.${name}`, 'a value', null);
        ctx.storage.put(key, value);
      }
  }
}

function loadBalances(ctx: CallContext, labels: Labels, json: unknown): void {
  for (const row of asList(BALANCE, json)) {
    const [label, free] = asList(BALANCE, row);
    setBalance(ctx, labels.account(asText(BALANCE, label)), asUint(BALANCE, free));
  }
}

/** An account with this free balance and a nonce of 0; issuance is the caller's to keep. */
export function setBalance(ctx: CallContext, who: AccountId, free: bigint): void {
  Account.put(ctx, who, {
    ...EMPTY_ACCOUNT,
    providers: free > 0n ? 1 : 0,
    data: { ...EMPTY_DATA, free },
  });
}
