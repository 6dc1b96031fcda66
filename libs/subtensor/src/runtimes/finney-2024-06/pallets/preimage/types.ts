import { AccountId32, newtype, option, tuple, u32, u64, v, variant, type ValueOf } from '@yumanet/frame';

/** Rao held for a preimage. */
const HoldConsideration = newtype('frame_support::traits::tokens::fungible::HoldConsideration', u64);

export const OldRequestStatus = variant(
  'pallet_preimage::OldRequestStatus',
  {
    Unrequested: v(0, { deposit: tuple(AccountId32, u64), len: u32 }),
    Requested: v(1, { deposit: option(tuple(AccountId32, u64)), count: u32, len: option(u32) }),
  },
  [
    { name: 'AccountId', type: AccountId32 },
    { name: 'Balance', type: u64 },
  ],
);

const Ticket = tuple(AccountId32, HoldConsideration);

export const RequestStatus = variant(
  'pallet_preimage::RequestStatus',
  {
    Unrequested: v(0, { ticket: Ticket, len: u32 }),
    Requested: v(1, { maybe_ticket: option(Ticket), count: u32, maybe_len: option(u32) }),
  },
  [
    { name: 'AccountId', type: AccountId32 },
    { name: 'Ticket', type: HoldConsideration },
  ],
);

export const HoldReasonType = variant('pallet_preimage::pallet::HoldReason', { Preimage: v(0) });

export type OldStatus = ValueOf<typeof OldRequestStatus>;
export type Status = ValueOf<typeof RequestStatus>;
export type TicketValue = ValueOf<typeof Ticket>;
