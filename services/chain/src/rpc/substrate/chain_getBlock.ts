import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { headerJson } from './header-json.js';

/** `(hash?)` → block with its extrinsics, null where there is none. */
export const chain_getBlock: RpcMethod = ({ chain }, params) => {
  const hash = params.optionalHash(0, 'hash');
  const number = hash === undefined ? chain.store.head : chain.store.numberOf(hash);
  const block = number === undefined ? undefined : chain.store.block(number);
  if (block === undefined) return null;
  const extrinsics = block.extrinsics.map(to0x);
  return { block: { header: headerJson(block.header), extrinsics }, justifications: null };
};
