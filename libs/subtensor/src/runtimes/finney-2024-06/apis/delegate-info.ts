import { bytes, compact, method, runtimeApi, tuple, u64, vec } from '@yumanet/frame';
import {
  DelegateInfo,
  getDelegate,
  getDelegated,
  getDelegates,
} from '../pallets/subtensor-module/info/delegate-info.js';
import { opaque, opaqueOrEmpty } from './opaque.js';

const Delegates = vec(DelegateInfo);
const Delegated = vec(tuple(DelegateInfo, compact(u64)));

/** DelegateInfoRuntimeApi: delegates, and what a coldkey has with them. */
export const delegateInfoApi = runtimeApi('DelegateInfoRuntimeApi', 1, [
  method('get_delegates', {}, bytes, (ctx) => opaque(ctx, Delegates, getDelegates(ctx))),
  method('get_delegate', { delegate_account_vec: bytes }, bytes, (ctx, { delegate_account_vec }) =>
    opaqueOrEmpty(ctx, DelegateInfo, getDelegate(ctx, delegate_account_vec)),
  ),
  method('get_delegated', { delegatee_account_vec: bytes }, bytes, (ctx, { delegatee_account_vec }) =>
    opaque(ctx, Delegated, getDelegated(ctx, delegatee_account_vec)),
  ),
]);
