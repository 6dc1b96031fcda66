import {
  DispatchFailure,
  VALID,
  compact,
  defineExtension,
  invalid,
  newtype,
  u64,
  unit,
  type AccountId,
  type Context,
  type Transaction,
} from '@yumanet/frame';
import { burnIssuance, depositIntoExisting, withdraw } from '../pallets/balances/currency.js';
import { deposit } from '../pallets/transaction-payment/events.js';
import { actualFeeDetails, feeDetails, finalFee } from '../pallets/transaction-payment/fees.js';
import { priority } from '../pallets/transaction-payment/priority.js';

interface Paid {
  readonly who: AccountId;
  readonly tip: bigint;
  readonly fee: bigint;
}

/** Takes the fee that is expected; the account must survive it. Throws Payment. */
function withdrawFee(ctx: Context, { who, info, length }: Transaction, tip: bigint): bigint {
  const fee = finalFee(feeDetails(ctx, length, info, tip));
  try {
    ctx.transactional(() => withdraw(ctx, who, fee, true));
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    throw invalid('Payment');
  }
  return fee;
}

/** Pays back what was too much, and takes the rest out of issuance: this runtime burns its fees. */
function settle(ctx: Context, { who, fee }: Paid, actualFee: bigint): void {
  const refund = fee > actualFee ? fee - actualFee : 0n;
  const refunded = refundTo(ctx, who, refund);
  burnIssuance(ctx, fee - refunded);
}

/** An account that the call has killed gets nothing back. */
function refundTo(ctx: Context, who: AccountId, refund: bigint): bigint {
  try {
    ctx.transactional(() => depositIntoExisting(ctx, who, refund));
    return refund;
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    return 0n;
  }
}

/** The signer pays for weight and length, and may add a tip. */
export const chargeTransactionPayment = defineExtension({
  id: 'ChargeTransactionPayment',
  extra: newtype('pallet_transaction_payment::ChargeTransactionPayment', compact(u64)),
  additional: unit,
  additionalSigned: () => undefined,
  validate: (ctx, tx, tip) => {
    const fee = withdrawFee(ctx, tx, tip);
    return { ...VALID, priority: priority(ctx, tx.info, tx.length, tip, fee) };
  },
  preDispatch: (ctx, tx, tip): Paid => ({ who: tx.who, tip, fee: withdrawFee(ctx, tx, tip) }),
  postDispatch: (ctx, paid, { info, post, length }) => {
    const actualFee = finalFee(actualFeeDetails(ctx, length, info, post, paid.tip));
    if (paid.fee > 0n) settle(ctx, paid, actualFee);
    deposit(ctx, 'TransactionFeePaid', { who: paid.who, actual_fee: actualFee, tip: paid.tip });
  },
});
