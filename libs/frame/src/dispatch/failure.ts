import type { PostInfo } from './info.js';
import type { DispatchErrorValue } from './result.js';

/** Why a call failed, before the runtime gives a module error its pallet's index. */
export type FailureReason =
  | { readonly kind: 'module'; readonly pallet: string; readonly name: string; readonly index: number }
  | { readonly kind: 'plain'; readonly error: PlainError }
  /** An inner dispatch's error, passed on. */
  | { readonly kind: 'value'; readonly error: DispatchErrorValue };

export type PlainError =
  | { readonly type: PlainErrorName; readonly value?: undefined }
  | { readonly type: 'Token'; readonly value: { readonly type: TokenErrorName } }
  | {
      readonly type: 'Arithmetic';
      readonly value: { readonly type: 'Underflow' | 'Overflow' | 'DivisionByZero' };
    }
  | { readonly type: 'Transactional'; readonly value: { readonly type: 'LimitReached' | 'NoLayer' } };

export type PlainErrorName =
  | 'Other'
  | 'CannotLookup'
  | 'BadOrigin'
  | 'ConsumerRemaining'
  | 'NoProviders'
  | 'TooManyConsumers'
  | 'Exhausted'
  | 'Corruption'
  | 'Unavailable'
  | 'RootNotAllowed';

export type TokenErrorName =
  | 'FundsUnavailable'
  | 'OnlyProvider'
  | 'BelowMinimum'
  | 'CannotCreate'
  | 'UnknownAsset'
  | 'Frozen'
  | 'Unsupported'
  | 'CannotCreateHold'
  | 'NotExpendable'
  | 'Blocked';

/** Thrown inside a call to fail it: everything the call wrote is undone, the error is its DispatchError. */
export class DispatchFailure extends Error {
  override readonly name = 'DispatchFailure';

  constructor(
    readonly reason: FailureReason,
    /** What the failed call really cost, where it is known. */
    readonly post: PostInfo = {},
  ) {
    super(reason.kind === 'module' ? `${reason.pallet}.${reason.name}` : reason.error.type);
  }

  /** The same failure with its actual cost. */
  withPost(post: PostInfo): DispatchFailure {
    return new DispatchFailure(this.reason, post);
  }
}

export const failure = (type: PlainErrorName): DispatchFailure =>
  new DispatchFailure({ kind: 'plain', error: { type } });

export const tokenFailure = (type: TokenErrorName): DispatchFailure =>
  new DispatchFailure({ kind: 'plain', error: { type: 'Token', value: { type } } });

export const arithmeticFailure = (type: 'Underflow' | 'Overflow' | 'DivisionByZero'): DispatchFailure =>
  new DispatchFailure({ kind: 'plain', error: { type: 'Arithmetic', value: { type } } });
