import type { RpcMethod } from '../context.js';
import { headerJson } from './header-json.js';

/** `(hash?)` → header, null where there is no such block. */
export const chain_getHeader: RpcMethod = ({ chain }, params) => {
  const hash = params.optionalHash(0, 'hash');
  const number = hash === undefined ? chain.store.head : chain.store.numberOf(hash);
  const header = number === undefined ? undefined : chain.store.header(number);
  return header === undefined ? null : headerJson(header);
};
