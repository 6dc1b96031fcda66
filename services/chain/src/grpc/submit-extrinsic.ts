import type { SubmitExtrinsicRequest, SubmitExtrinsicResponse } from '@yumanet/proto/chain/v1';
import type { UnaryMethod } from './context.js';

/** SubmitExtrinsic: into the pool, once the runtime and the signatures say yes. @throws PoolError */
export const submitExtrinsic: UnaryMethod<SubmitExtrinsicRequest, SubmitExtrinsicResponse> = async (
  { chain },
  { extrinsic },
) => ({ hash: Buffer.from(await chain.submit(extrinsic), 'hex') });
