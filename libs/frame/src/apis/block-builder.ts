import { applyExtrinsic } from '../executive/apply-extrinsic.js';
import { finalizeBlock } from '../executive/finalize-block.js';
import { checkInherents, inherentExtrinsics } from '../executive/inherents.js';
import { TransactionRefused } from '../extrinsic/validity.js';
import { method, runtimeApi, type RuntimeApi } from '../runtime-api.js';
import { result, vec } from '../types/build.js';
import {
  Block,
  CheckInherentsResult,
  DispatchResultType,
  Header,
  InherentDataType,
  TransactionValidityError,
  UncheckedExtrinsic,
} from '../types/common.js';
import type { ValueOf } from '../types/type.js';

const ApplyExtrinsicResult = result(DispatchResultType, TransactionValidityError);

type Applied = ValueOf<typeof ApplyExtrinsicResult>;

/** BlockBuilder: what a node that makes blocks calls. */
export const blockBuilderApi = (): RuntimeApi =>
  runtimeApi('BlockBuilder', 6, [
    method(
      'apply_extrinsic',
      { extrinsic: UncheckedExtrinsic },
      ApplyExtrinsicResult,
      (ctx, { extrinsic }): Applied => {
        try {
          // A refused transaction leaves nothing, so that the node need not remember to undo it.
          const applied = ctx.transactional(() => applyExtrinsic(ctx, extrinsic));
          return {
            ok: true,
            value: applied.ok ? { ok: true, value: undefined } : { ok: false, value: applied.error },
          };
        } catch (error) {
          if (!(error instanceof TransactionRefused)) throw error;
          return { ok: false, value: error.reason };
        }
      },
    ),
    method('finalize_block', {}, Header, (ctx) => finalizeBlock(ctx)),
    method(
      'inherent_extrinsics',
      { inherent: InherentDataType },
      vec(UncheckedExtrinsic),
      (ctx, { inherent }) => inherentExtrinsics(ctx, inherent.data),
    ),
    method(
      'check_inherents',
      { block: Block, data: InherentDataType },
      CheckInherentsResult,
      (ctx, { block, data }) => checkInherents(ctx, block.extrinsics, data.data),
    ),
  ]);
