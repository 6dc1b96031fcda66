import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Slashing', 'yumanet_slashing::pallet::Error', [
  /** Bytes that are no extrinsic which somebody signed for this chain and which is still alive. */
  'NotSigned',
  /** The two are not commits of one hotkey on one subnet with one nonce, or are the same commit. */
  'NoDoubleCommit',
  /** An immortal extrinsic, or births in two commit intervals: nobody can say that both were meant for one. */
  'NotOneInterval',
  /** This offence was slashed before. */
  'AlreadySlashed',
  /** The validator sets weights, never did, or has no permit. */
  'NotAbsent',
  /** The hotkey's owner has neither stake on it nor rao that wait. */
  'NothingToSlash',
  /** No rao of the signer are due. */
  'NothingToWithdraw',
  /** The coldkey's unstaked rao wait in too many parts already. */
  'TooManyUnbonding',
]);
