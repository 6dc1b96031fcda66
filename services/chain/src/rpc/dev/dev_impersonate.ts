import { toHex } from '../../bytes.js';
import { parseAccount } from '../../chain-spec/ss58.js';
import type { RpcMethod } from '../context.js';
import { RpcError } from '../rpc-error.js';

const MAX_ACCOUNTS = 10_000;

/**
 * `(account, on?)` → true: any signature of the account (SS58 or hex) counts as good from now on, with `on` false no
 * more. In this node alone, and only on a development chain: a runtime never knows of it.
 */
export const dev_impersonate: RpcMethod = ({ chain }, params) => {
  const { impersonated } = chain;
  if (impersonated === undefined)
    throw new RpcError(1, 'impersonation: expected a development chain, got a live one', 'NOT_LOCAL');
  const account = toHex(parseAccount(params.string(0, 'account')));
  const on = params.isAbsent(1) ? true : params.boolean(1, 'on');
  if (!on) impersonated.accounts.delete(account);
  else if (impersonated.accounts.size >= MAX_ACCOUNTS)
    throw new RpcError(1, `impersonated accounts: expected at most ${MAX_ACCOUNTS}`, 'LIMIT');
  else impersonated.accounts.add(account);
  return true;
};
