import type { AccountId, Context } from '@yumanet/frame';

/** Who hears of stake that is taken back and of swapped hotkeys. A throw fails the call that it hears of. */
export interface StakeObserver {
  /** `remove_stake` paid so many rao to the coldkey's balance. */
  readonly unstaked: (ctx: Context, coldkey: AccountId, hotkey: AccountId, paid: bigint) => void;
  /** `swap_hotkey` put one hotkey in the place of another. */
  readonly swapped: (ctx: Context, from: AccountId, to: AccountId) => void;
}
