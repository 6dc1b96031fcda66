import { fixedBytes, outer, struct, u64, v, variant, type Type } from '@yumanet/frame';

const Reasons = variant('pallet_balances::types::Reasons', { Fee: v(0), Misc: v(1), All: v(2) });

export const BalanceLock = struct('pallet_balances::types::BalanceLock', {
  id: fixedBytes(8),
  amount: u64,
  reasons: Reasons,
});

export const ReserveData = struct('pallet_balances::types::ReserveData', { id: fixedBytes(8), amount: u64 });

/** A value of RuntimeHoldReason: `{ type: pallet, value: { type: reason } }`. */
export interface HoldReason {
  readonly type: string;
  readonly value: { readonly type: string };
}

const idAmount = <T>(id: Type<T>): Type<{ readonly id: T; readonly amount: bigint }> =>
  // Clients tell the two apart by their parameters.
  struct('pallet_balances::types::IdAmount', { id, amount: u64 }, [
    { name: 'Id', type: id },
    { name: 'Balance', type: u64 },
  ]);

export const Hold = idAmount(outer<HoldReason>('RuntimeHoldReason'));

/** This runtime freezes nothing: its freeze reasons are an empty enum. */
export const Freeze = idAmount(outer<never>('RuntimeFreezeReason'));

export const AdjustmentDirection = variant('pallet_balances::types::AdjustmentDirection', {
  Increase: v(0),
  Decrease: v(1),
});

export const BalanceStatus = variant('frame_support::traits::tokens::misc::BalanceStatus', {
  Free: v(0),
  Reserved: v(1),
});
