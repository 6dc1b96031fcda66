import { validateTransaction } from '../executive/validate-transaction.js';
import { TransactionRefused } from '../extrinsic/validity.js';
import { method, runtimeApi, type RuntimeApi } from '../runtime-api.js';
import { result } from '../types/build.js';
import {
  H256,
  TransactionSource,
  TransactionValidityError,
  UncheckedExtrinsic,
  ValidTransactionType,
} from '../types/common.js';
import type { ValueOf } from '../types/type.js';

const TransactionValidity = result(ValidTransactionType, TransactionValidityError);

/** TaggedTransactionQueue: what a transaction pool calls. Leaves the state as it was. */
export const taggedTransactionQueueApi = (): RuntimeApi =>
  runtimeApi('TaggedTransactionQueue', 3, [
    method(
      'validate_transaction',
      { source: TransactionSource, tx: UncheckedExtrinsic, block_hash: H256 },
      TransactionValidity,
      (ctx, { tx, block_hash }): ValueOf<typeof TransactionValidity> => {
        ctx.storage.begin();
        try {
          return { ok: true, value: validateTransaction(ctx, tx, block_hash) };
        } catch (error) {
          if (!(error instanceof TransactionRefused)) throw error;
          return { ok: false, value: error.reason };
        } finally {
          ctx.storage.rollback();
        }
      },
    ),
  ]);
