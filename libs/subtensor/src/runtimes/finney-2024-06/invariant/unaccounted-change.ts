import type { Context, EventRecordValue } from '@yumanet/frame';
import { NominatorMinRequiredStake } from '../pallets/subtensor-module/storage/stake.js';
import { Events } from '../pallets/system/storage.js';

/** Least and most rao by which a block may have moved `IssuanceAccount.unaccounted`. */
export interface UnaccountedChange {
  readonly least: bigint;
  readonly most: bigint;
}

/** What root may have used to set balances or issuance at will. */
const ROOT_ACTED = new Set([
  'Sudo.Sudid',
  'Sudo.SudoAsDone',
  'Scheduler.Dispatched',
  'Triumvirate.Executed',
  'Triumvirate.MemberExecuted',
  'Balances.BalanceSet',
  'Balances.TotalIssuanceForced',
]);

/** A payment below this to an account that does not exist is gone: the existential deposit less one. */
const LOST_AT_MOST = 499n;

/**
 * What the events of the newest block explain: fees and dust to the rao, payments that created no account and cleared
 * small nominations (which leave no event) within their bounds. Undefined when root acted: then anything may be.
 */
export function unaccountedChange(ctx: Context): UnaccountedChange | undefined {
  let least = 0n;
  let most = 0n;
  for (const record of Events.get(ctx)) {
    const { name, fields } = named(record);
    if (ROOT_ACTED.has(name)) return undefined;
    if (name === 'TransactionPayment.TransactionFeePaid') {
      least += fields['actual_fee'] as bigint;
      most += fields['actual_fee'] as bigint;
    } else if (name === 'Balances.DustLost') {
      least += fields['amount'] as bigint;
      most += fields['amount'] as bigint;
    } else if (name === 'Balances.Deposit' && fields['amount'] === 0n) {
      most += LOST_AT_MOST;
    } else if (name === 'SubtensorModule.StakeRemoved') {
      least -= NominatorMinRequiredStake.get(ctx);
    }
  }
  return { least, most };
}

function named({ event }: EventRecordValue): { name: string; fields: Readonly<Record<string, unknown>> } {
  const { type, value } = event.value as { type: string; value?: Readonly<Record<string, unknown>> };
  return { name: `${event.type}.${type}`, fields: value ?? {} };
}
