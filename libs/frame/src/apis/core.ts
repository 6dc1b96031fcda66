import { executeBlock } from '../executive/execute-block.js';
import { initializeBlock } from '../executive/initialize-block.js';
import { method, runtimeApi, type RuntimeApi } from '../runtime-api.js';
import { Block, ExtrinsicInclusionMode, Header, RuntimeVersion } from '../types/common.js';
import { unit } from '../types/build.js';
import type { ValueOf } from '../types/type.js';

/** Core: version, and running blocks. */
export const coreApi = (version: () => ValueOf<typeof RuntimeVersion>): RuntimeApi =>
  runtimeApi('Core', 5, [
    method('version', {}, RuntimeVersion, () => version()),
    method(
      'execute_block',
      { block: Block },
      unit,
      (ctx, { block }) => executeBlock(ctx, block) as undefined,
    ),
    method(
      'initialize_block',
      { header: Header },
      ExtrinsicInclusionMode,
      (ctx, { header }): ValueOf<typeof ExtrinsicInclusionMode> => {
        initializeBlock(ctx, header);
        return { type: 'AllExtrinsics' };
      },
    ),
  ]);
