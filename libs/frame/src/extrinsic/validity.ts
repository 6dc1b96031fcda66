/** Why a transaction is refused before it is dispatched: a value of TransactionValidityError. */
export type ValidityError =
  | { readonly type: 'Invalid'; readonly value: InvalidReason }
  | { readonly type: 'Unknown'; readonly value: UnknownReason };

export type InvalidReason =
  | {
      readonly type:
        | 'Call'
        | 'Payment'
        | 'Future'
        | 'Stale'
        | 'BadProof'
        | 'AncientBirthBlock'
        | 'ExhaustsResources'
        | 'BadMandatory'
        | 'MandatoryValidation'
        | 'BadSigner';
    }
  | { readonly type: 'Custom'; readonly value: number };

export type UnknownReason =
  | { readonly type: 'CannotLookup' | 'NoUnsignedValidator' }
  | { readonly type: 'Custom'; readonly value: number };

/** Thrown by signed extensions and checks: the transaction does not enter the block or the pool. */
export class TransactionRefused extends Error {
  override readonly name = 'TransactionRefused';

  constructor(readonly reason: ValidityError) {
    super(`${reason.type}: ${reason.value.type}`);
  }
}

export const invalid = (type: Exclude<InvalidReason['type'], 'Custom'>): TransactionRefused =>
  new TransactionRefused({ type: 'Invalid', value: { type } });

/** Subtensor's pool errors are custom codes (0 … 255). */
export const invalidCustom = (value: number): TransactionRefused =>
  new TransactionRefused({ type: 'Invalid', value: { type: 'Custom', value } });

export const unknown = (type: 'CannotLookup' | 'NoUnsignedValidator'): TransactionRefused =>
  new TransactionRefused({ type: 'Unknown', value: { type } });

/** What the pool learns of a valid transaction. */
export interface ValidTransaction {
  readonly priority: bigint;
  readonly requires: readonly Uint8Array[];
  readonly provides: readonly Uint8Array[];
  /** Blocks for which the validity holds. */
  readonly longevity: bigint;
  readonly propagate: boolean;
}

const U64_MAX = (1n << 64n) - 1n;

export const VALID: ValidTransaction = {
  priority: 0n,
  requires: [],
  provides: [],
  longevity: U64_MAX,
  propagate: true,
};

/** Priorities add (saturating), tags concatenate, the shorter longevity holds. */
export const combine = (a: ValidTransaction, b: ValidTransaction): ValidTransaction => ({
  priority: a.priority + b.priority > U64_MAX ? U64_MAX : a.priority + b.priority,
  requires: [...a.requires, ...b.requires],
  provides: [...a.provides, ...b.provides],
  longevity: a.longevity < b.longevity ? a.longevity : b.longevity,
  propagate: a.propagate && b.propagate,
});
