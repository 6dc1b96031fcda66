import type { AccountId, Context, EventRecordValue } from '@yumanet/frame';
import {
  unaccountedChange,
  type UnaccountedChange,
} from '../runtimes/finney-2024-06/invariant/unaccounted-change.js';
import { Events } from '../runtimes/finney-2024-06/pallets/system/storage.js';

/** Where in its block an event happened: the step, an extrinsic by its index, the end. */
export type MoneyPhase = 'step' | 'end' | number;

/** An event that moves rao, in the block's order. Amounts in rao. */
export type MoneyEvent = { readonly phase: MoneyPhase } & (
  | { readonly kind: 'deposit' | 'withdraw'; readonly who: AccountId; readonly rao: bigint }
  | { readonly kind: 'fee' | 'dust'; readonly who: AccountId; readonly rao: bigint }
  | { readonly kind: 'stakeAdded' | 'stakeRemoved'; readonly hotkey: AccountId; readonly rao: bigint }
  | { readonly kind: 'registrationBurnt'; readonly netuid: number }
  | { readonly kind: 'networkAdded' | 'networkRemoved'; readonly netuid: number }
  | {
      readonly kind: 'swapped';
      readonly coldkey: AccountId;
      readonly hotkey: AccountId;
      readonly to: AccountId;
    }
  | {
      readonly kind: 'slashed';
      readonly netuid: number;
      readonly hotkey: AccountId;
      readonly coldkey: AccountId;
      readonly rao: bigint;
    }
  | { readonly kind: 'faucet'; readonly who: AccountId; readonly rao: bigint }
);

export interface BlockMoney {
  readonly events: readonly MoneyEvent[];
  /** By how much issuance may differ from balances, stake and locks; undefined: root acted, anything may be. */
  readonly unaccounted: UnaccountedChange | undefined;
}

/** What the newest block's events say about rao. */
export function readBlockMoney(ctx: Context): BlockMoney {
  return { events: Events.get(ctx).flatMap(moneyEvent), unaccounted: unaccountedChange(ctx) };
}

type Fields = Readonly<Record<string, never>> & readonly never[];

function moneyEvent(record: EventRecordValue): MoneyEvent[] {
  const { type, value } = record.event.value;
  const event = KINDS[`${record.event.type}.${type}`]?.((value ?? {}) as Fields);
  return event === undefined ? [] : [{ phase: phaseOf(record), ...event } as MoneyEvent];
}

function phaseOf({ phase }: EventRecordValue): MoneyPhase {
  if (phase.type === 'ApplyExtrinsic') return phase.value;
  return phase.type === 'Initialization' ? 'step' : 'end';
}

const KINDS: Readonly<Record<string, (fields: Fields) => object>> = {
  'Balances.Deposit': ({ who, amount }) => ({ kind: 'deposit', who, rao: amount }),
  'Balances.Withdraw': ({ who, amount }) => ({ kind: 'withdraw', who, rao: amount }),
  'Balances.DustLost': ({ account, amount }) => ({ kind: 'dust', who: account, rao: amount }),
  'TransactionPayment.TransactionFeePaid': ({ who, actual_fee }) => ({ kind: 'fee', who, rao: actual_fee }),
  'SubtensorModule.StakeAdded': ([hotkey, rao]) => ({ kind: 'stakeAdded', hotkey, rao }),
  'SubtensorModule.StakeRemoved': ([hotkey, rao]) => ({ kind: 'stakeRemoved', hotkey, rao }),
  'SubtensorModule.RAORecycledForRegistrationSet': ([netuid]) => ({ kind: 'registrationBurnt', netuid }),
  'SubtensorModule.NetworkAdded': ([netuid]) => ({ kind: 'networkAdded', netuid }),
  'SubtensorModule.NetworkRemoved': (netuid) => ({ kind: 'networkRemoved', netuid }),
  'SubtensorModule.HotkeySwapped': ({ coldkey, old_hotkey, new_hotkey }) => ({
    kind: 'swapped',
    coldkey,
    hotkey: old_hotkey,
    to: new_hotkey,
  }),
  'Slashing.Slashed': ({ netuid, hotkey, coldkey, amount }) => ({
    kind: 'slashed',
    netuid,
    hotkey,
    coldkey,
    rao: amount,
  }),
  'SubtensorModule.Faucet': ([who, rao]) => ({ kind: 'faucet', who, rao }),
};
