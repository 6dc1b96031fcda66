import { z } from 'zod';
import { to0x } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import type { RpcMethod } from '../context.js';
import { objectParam, zHash } from './object-params.js';

const schema = z.union([z.int(), zHash]);

/**
 * `(hashOrNumber)` → hash of the block that is the newest now; a negative number, or 0, counts from the newest. Final
 * blocks go too; the pool is emptied.
 */
export const dev_setHead: RpcMethod = async ({ chain }, params) => {
  const given = objectParam(schema, params.raw(0));
  const { store } = chain;
  const number = typeof given === 'string' ? store.numberOf(given) : given > 0 ? given : store.head + given;
  if (number === undefined || number < 0) throw new ChainError('BLOCK_UNKNOWN', `block not found: ${given}`);
  const block = await chain.rewind({ number });
  return to0x(block.hash);
};
