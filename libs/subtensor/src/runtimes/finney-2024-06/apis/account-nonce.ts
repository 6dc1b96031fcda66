import { AccountId32, method, runtimeApi, u32 } from '@yumanet/frame';
import { Account } from '../pallets/system/storage.js';

/** AccountNonceApi: the next nonce of an account. */
export const accountNonceApi = runtimeApi('AccountNonceApi', 1, [
  method(
    'account_nonce',
    { account: AccountId32 },
    u32,
    (ctx, { account }) => Account.get(ctx, account).nonce,
  ),
]);
