import type { RpcMethod } from '../context.js';
import { toHex } from '../../bytes.js';
import { parseAccount } from '../../chain-spec/ss58.js';
import { nonceTag } from '../../node/pool/pool.js';
import { callRuntime } from '../context.js';
import { readLittleEndian } from './little-endian.js';

/** `(account)` → nonce of the account’s next transaction, those in the pool counted. */
export const system_accountNextIndex: RpcMethod = (context, params) => {
  const account = parseAccount(params.string(0, 'account'));
  const bytes = callRuntime(context, 'AccountNonceApi_account_nonce', account, undefined);
  let nonce = Number(readLittleEndian(bytes.subarray(0, 4)));
  const hex = toHex(account);
  while (context.chain.pool.providesReady(nonceTag(hex, nonce))) nonce++;
  return nonce;
};
