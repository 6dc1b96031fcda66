import type { DispatchErrorValue } from '../dispatch/result.js';
import type { DispatchInfo, WeightValue } from '../dispatch/info.js';
import type { AccountId } from '../dispatch/origin.js';
import type { OuterCall } from '../pallet/call.js';
import type { ValidTransaction as ValidTransactionValue, ValidityError } from '../extrinsic/validity.js';
import {
  bytes,
  compact,
  fixedBytes,
  newtype,
  outer,
  result,
  struct,
  tuple,
  u32,
  u64,
  u8,
  unit,
  v,
  variant,
  vec,
  bool,
  str,
} from './build.js';
import type { Type } from './type.js';

/** Substrate's own types, named by the paths that clients look for. */
export const AccountId32: Type<AccountId> = newtype('sp_core::crypto::AccountId32', fixedBytes(32));
export const H256: Type<string> = newtype('primitive_types::H256', fixedBytes(32));

export const Weight: Type<WeightValue> = struct('sp_weights::weight_v2::Weight', {
  ref_time: compact(u64),
  proof_size: compact(u64),
});

export const DispatchClass = variant('frame_support::dispatch::DispatchClass', {
  Normal: v(0),
  Operational: v(1),
  Mandatory: v(2),
});

export const Pays = variant('frame_support::dispatch::Pays', { Yes: v(0), No: v(1) });

export const DispatchInfoType: Type<DispatchInfo> = struct('frame_support::dispatch::DispatchInfo', {
  weight: Weight,
  class: DispatchClass,
  pays_fee: Pays,
});

export const perDispatchClass = <T>(
  inner: Type<T>,
): Type<{ readonly normal: T; readonly operational: T; readonly mandatory: T }> =>
  struct(
    'frame_support::dispatch::PerDispatchClass',
    { normal: inner, operational: inner, mandatory: inner },
    [{ name: 'T', type: inner }],
  );

const ModuleError = struct('sp_runtime::ModuleError', { index: u8, error: fixedBytes(4) });

const TokenError = variant('sp_runtime::TokenError', {
  FundsUnavailable: v(0),
  OnlyProvider: v(1),
  BelowMinimum: v(2),
  CannotCreate: v(3),
  UnknownAsset: v(4),
  Frozen: v(5),
  Unsupported: v(6),
  CannotCreateHold: v(7),
  NotExpendable: v(8),
  Blocked: v(9),
});

const ArithmeticError = variant('sp_arithmetic::ArithmeticError', {
  Underflow: v(0),
  Overflow: v(1),
  DivisionByZero: v(2),
});

const TransactionalError = variant('sp_runtime::TransactionalError', { LimitReached: v(0), NoLayer: v(1) });

export const DispatchError = variant('sp_runtime::DispatchError', {
  Other: v(0),
  CannotLookup: v(1),
  BadOrigin: v(2),
  Module: v(3, ModuleError),
  ConsumerRemaining: v(4),
  NoProviders: v(5),
  TooManyConsumers: v(6),
  Token: v(7, TokenError),
  Arithmetic: v(8, ArithmeticError),
  Transactional: v(9, TransactionalError),
  Exhausted: v(10),
  Corruption: v(11),
  Unavailable: v(12),
  RootNotAllowed: v(13),
}) as Type<DispatchErrorValue>;

/** `Result<(), DispatchError>`. */
export const DispatchResultType = result(unit, DispatchError);

export const MultiAddress = variant(
  'sp_runtime::multiaddress::MultiAddress',
  {
    Id: v(0, AccountId32),
    Index: v(1, compact(unit)),
    Raw: v(2, bytes),
    Address32: v(3, fixedBytes(32)),
    Address20: v(4, fixedBytes(20)),
  },
  [
    { name: 'AccountId', type: AccountId32 },
    { name: 'AccountIndex', type: unit },
  ],
);

export const MultiSignature = variant('sp_runtime::MultiSignature', {
  Ed25519: v(0, fixedBytes(64)),
  Sr25519: v(1, fixedBytes(64)),
  Ecdsa: v(2, fixedBytes(65)),
});

export const DigestItem = variant('sp_runtime::generic::digest::DigestItem', {
  PreRuntime: v(6, fixedBytes(4), bytes),
  Consensus: v(4, fixedBytes(4), bytes),
  Seal: v(5, fixedBytes(4), bytes),
  Other: v(0, bytes),
  RuntimeEnvironmentUpdated: v(8),
});

export const Digest = struct('sp_runtime::generic::digest::Digest', { logs: vec(DigestItem) });

export const Header = struct('sp_runtime::generic::header::Header', {
  parent_hash: H256,
  number: compact(u32),
  state_root: H256,
  extrinsics_root: H256,
  digest: Digest,
});

export const RuntimeCall: Type<OuterCall> = outer('RuntimeCall');

export const InvalidTransaction = variant('sp_runtime::transaction_validity::InvalidTransaction', {
  Call: v(0),
  Payment: v(1),
  Future: v(2),
  Stale: v(3),
  BadProof: v(4),
  AncientBirthBlock: v(5),
  ExhaustsResources: v(6),
  Custom: v(7, u8),
  BadMandatory: v(8),
  MandatoryValidation: v(9),
  BadSigner: v(10),
});

export const UnknownTransaction = variant('sp_runtime::transaction_validity::UnknownTransaction', {
  CannotLookup: v(0),
  NoUnsignedValidator: v(1),
  Custom: v(2, u8),
});

export const TransactionValidityError = variant(
  'sp_runtime::transaction_validity::TransactionValidityError',
  {
    Invalid: v(0, InvalidTransaction),
    Unknown: v(1, UnknownTransaction),
  },
) as unknown as Type<ValidityError>;

export const ValidTransactionType: Type<ValidTransactionValue> = struct(
  'sp_runtime::transaction_validity::ValidTransaction',
  { priority: u64, requires: vec(bytes), provides: vec(bytes), longevity: u64, propagate: bool },
);

export const TransactionSource = variant('sp_runtime::transaction_validity::TransactionSource', {
  InBlock: v(0),
  Local: v(1),
  External: v(2),
});

const ApiVersions = vec(tuple(fixedBytes(8), u32));

export const RuntimeVersion = struct('sp_version::RuntimeVersion', {
  spec_name: str,
  impl_name: str,
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: newtype('Cow', ApiVersions, [{ name: 'T', type: ApiVersions }]),
  transaction_version: u32,
  state_version: u8,
});

/** An extrinsic as bytes, without its length prefix; clients read its generic parameters from the metadata. */
export const UncheckedExtrinsic: Type<Uint8Array> = outer('UncheckedExtrinsic');

export const Block = struct('sp_runtime::generic::block::Block', {
  header: Header,
  extrinsics: vec(UncheckedExtrinsic),
});

export const OpaqueMetadata: Type<Uint8Array> = newtype('sp_core::OpaqueMetadata', bytes);

export const InherentDataType = struct('sp_inherents::InherentData', {
  data: newtype('BTreeMap', vec(tuple(fixedBytes(8), bytes)), [
    { name: 'K', type: fixedBytes(8) },
    { name: 'V', type: bytes },
  ]),
});

export const CheckInherentsResult = struct('sp_inherents::CheckInherentsResult', {
  okay: bool,
  fatal_error: bool,
  errors: InherentDataType,
});

export const ExtrinsicInclusionMode = variant('sp_runtime::ExtrinsicInclusionMode', {
  AllExtrinsics: v(0),
  OnlyInherents: v(1),
});

/** A type without values. */
export const Void = variant('sp_core::Void', {});
