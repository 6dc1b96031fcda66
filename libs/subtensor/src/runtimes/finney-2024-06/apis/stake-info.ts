import { AccountId32, bytes, method, runtimeApi, tuple, vec } from '@yumanet/frame';
import {
  StakeInfo,
  getStakeInfoForColdkey,
  getStakeInfoForColdkeys,
} from '../pallets/subtensor-module/info/stake-info.js';
import { opaque } from './opaque.js';

const Stakes = vec(StakeInfo);
const StakesByColdkey = vec(tuple(AccountId32, Stakes));

/** StakeInfoRuntimeApi: what coldkeys have staked. */
export const stakeInfoApi = runtimeApi('StakeInfoRuntimeApi', 1, [
  method(
    'get_stake_info_for_coldkey',
    { coldkey_account_vec: bytes },
    bytes,
    (ctx, { coldkey_account_vec }) => opaque(ctx, Stakes, getStakeInfoForColdkey(ctx, coldkey_account_vec)),
  ),
  method(
    'get_stake_info_for_coldkeys',
    { coldkey_account_vecs: vec(bytes) },
    bytes,
    (ctx, { coldkey_account_vecs }) =>
      opaque(ctx, StakesByColdkey, getStakeInfoForColdkeys(ctx, coldkey_account_vecs)),
  ),
]);
