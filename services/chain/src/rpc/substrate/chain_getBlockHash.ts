import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import type { RpcContext } from '../context.js';
import { rpcErrors } from '../rpc-error.js';

/** `(number | hex number | list)?` → hash of the block of that height (null: none), the newest without one. */
export const chain_getBlockHash: RpcMethod = (context, params) => {
  const wanted = params.raw(0);
  if (wanted === undefined || wanted === null) return hashOf(context, context.chain.store.head);
  if (!Array.isArray(wanted)) return hashOf(context, blockHeight(wanted));
  if (wanted.length > MAX_LIST) throw rpcErrors.invalidParams(`numbers: expected at most ${MAX_LIST}`);
  return wanted.map((item: unknown) => hashOf(context, blockHeight(item)));
};

const MAX_LIST = 1000;

function hashOf({ chain }: RpcContext, number: number): string | null {
  const hash = chain.store.hashOf(number);
  return hash === undefined ? null : to0x(hash);
}

function blockHeight(value: unknown): number {
  const number = typeof value === 'string' && /^0x[0-9a-fA-F]{1,8}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > 0xffff_ffff) {
    throw rpcErrors.invalidParams(
      `number (parameter 0): expected a block number, got ${(JSON.stringify(value) ?? '').slice(0, 80)}`,
    );
  }
  return number;
}
