import { toHex } from '../../bytes.js';
import { ByteReader } from '../block/byte-reader.js';

/** What the runtime says of a transaction that could be included now or after others. */
export interface ValidTransaction {
  readonly priority: bigint;
  /** Tags (hex) that must be there before it. */
  readonly requires: readonly string[];
  /** Tags (hex) that it brings. */
  readonly provides: readonly string[];
  /** For how many blocks this stays true. */
  readonly longevity: bigint;
  readonly propagate: boolean;
}

export type InvalidReason =
  | 'Call'
  | 'Payment'
  | 'Future'
  | 'Stale'
  | 'BadProof'
  | 'AncientBirthBlock'
  | 'ExhaustsResources'
  | 'Custom'
  | 'BadMandatory'
  | 'MandatoryValidation'
  | 'BadSigner';
export type UnknownReason = 'CannotLookup' | 'NoUnsignedValidator' | 'Custom';

export type ValidityError =
  | { readonly kind: 'invalid'; readonly reason: InvalidReason; readonly custom?: number }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly custom?: number };

const INVALID: readonly InvalidReason[] = [
  'Call',
  'Payment',
  'Future',
  'Stale',
  'BadProof',
  'AncientBirthBlock',
  'ExhaustsResources',
  'Custom',
  'BadMandatory',
  'MandatoryValidation',
  'BadSigner',
];
const UNKNOWN: readonly UnknownReason[] = ['CannotLookup', 'NoUnsignedValidator', 'Custom'];

/** Reads a TransactionValidity. @throws RangeError when the bytes are none. */
export function decodeValidity(bytes: Uint8Array): ValidTransaction | ValidityError {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== 0) return readValidityError(reader);
  const priority = reader.u64();
  const requires = readTags(reader);
  const provides = readTags(reader);
  return { priority, requires, provides, longevity: reader.u64(), propagate: reader.u8() === 1 };
}

/** Reads a TransactionValidityError. */
export function readValidityError(reader: ByteReader): ValidityError {
  const isInvalid = reader.u8() === 0;
  const index = reader.u8();
  const reason = (isInvalid ? INVALID : UNKNOWN)[index];
  if (reason === undefined) throw new RangeError(`validity error: expected a known reason, got ${index}`);
  const custom = reason === 'Custom' ? { custom: reader.u8() } : {};
  return { kind: isInvalid ? 'invalid' : 'unknown', reason, ...custom } as ValidityError;
}

export function isValidityError(result: ValidTransaction | ValidityError): result is ValidityError {
  return 'kind' in result;
}

function readTags(reader: ByteReader): string[] {
  const tags: string[] = [];
  for (let left = reader.compact(); left > 0; left--) tags.push(toHex(reader.bytesWithLength()));
  return tags;
}

const TEXT: Record<InvalidReason | UnknownReason, string> = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadMandatory: 'A call was labelled as mandatory, but resulted in an Error.',
  MandatoryValidation: 'Transaction dispatch is mandatory; transactions must not be validated.',
  BadSigner: 'Invalid signing address',
  CannotLookup: 'Could not lookup information required to validate the transaction',
  NoUnsignedValidator: 'Could not find an unsigned validator for the unsigned transaction',
  Custom: 'Custom error',
};

/** The words a Substrate node uses (sp_runtime::transaction_validity), custom codes as `Custom error: N`. */
export function validityText(error: ValidityError): string {
  return error.custom === undefined ? TEXT[error.reason] : `Custom error: ${error.custom}`;
}
