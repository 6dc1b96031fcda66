import {
  RuntimeCall,
  UncheckedExtrinsic,
  Weight,
  decodeExtrinsic,
  method,
  runtimeApi,
  u32,
  u64,
  type Context,
  type DispatchInfo,
} from '@yumanet/frame';
import {
  feeDetails,
  finalFee,
  lengthToFee,
  weightToFee,
  type FeeDetailsValue,
} from '../pallets/transaction-payment/fees.js';
import { FeeDetails, RuntimeDispatchInfo } from '../pallets/transaction-payment/types.js';

/** Unsigned extrinsics pay nothing. */
const details = (ctx: Context, info: DispatchInfo, length: number, isSigned: boolean): FeeDetailsValue =>
  isSigned ? feeDetails(ctx, length, info, 0n) : { inclusion_fee: undefined, tip: 0n };

const dispatchInfo = (ctx: Context, info: DispatchInfo, length: number, isSigned: boolean) => ({
  weight: info.weight,
  class: info.class,
  partial_fee: finalFee(details(ctx, info, length, isSigned)),
});

const conversions = [
  method('query_weight_to_fee', { weight: Weight }, u64, (_ctx, { weight }) => weightToFee(weight)),
  method('query_length_to_fee', { length: u32 }, u64, (_ctx, { length }) => lengthToFee(length)),
];

/** TransactionPaymentApi: what an extrinsic would cost. */
export const transactionPaymentApi = runtimeApi('TransactionPaymentApi', 4, [
  method('query_info', { uxt: UncheckedExtrinsic, len: u32 }, RuntimeDispatchInfo, (ctx, { uxt, len }) => {
    const { call, signature } = decodeExtrinsic(ctx.linked, uxt);
    return dispatchInfo(ctx, ctx.info(call), len, signature !== undefined);
  }),
  method('query_fee_details', { uxt: UncheckedExtrinsic, len: u32 }, FeeDetails, (ctx, { uxt, len }) => {
    const { call, signature } = decodeExtrinsic(ctx.linked, uxt);
    return details(ctx, ctx.info(call), len, signature !== undefined);
  }),
  ...conversions,
]);

/** TransactionPaymentCallApi: what a call would cost. */
export const transactionPaymentCallApi = runtimeApi('TransactionPaymentCallApi', 3, [
  method('query_call_info', { call: RuntimeCall, len: u32 }, RuntimeDispatchInfo, (ctx, { call, len }) =>
    dispatchInfo(ctx, ctx.info(call), len, true),
  ),
  method('query_call_fee_details', { call: RuntimeCall, len: u32 }, FeeDetails, (ctx, { call, len }) =>
    details(ctx, ctx.info(call), len, true),
  ),
  ...conversions,
]);
