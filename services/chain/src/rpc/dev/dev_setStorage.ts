import { z } from 'zod';
import type { RpcMethod } from '../context.js';
import { fromHex, to0x } from '../../bytes.js';
import { rpcErrors } from '../rpc-error.js';
import { namedChanges } from './named-storage.js';
import { objectParam, zHash, zHex } from './object-params.js';

const MAX_ENTRIES = 100_000;
const raw = z.array(z.tuple([zHex, zHex.nullable()])).max(MAX_ENTRIES);
const named = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * `(values, at?)` → hash of the newest block, whose state has the values from now on. `values` is raw, `[[key, value]]`
 * (null deletes), or named: `{System: {Account: [[[address], {nonce: 1, data: {free: 100}}]]}}`.
 *
 * DEVIATION: chopsticks changes the state of any block; here `at` may only be the newest.
 */
export const dev_setStorage: RpcMethod = async ({ chain }, params) => {
  const values = params.raw(0);
  const at = params.isAbsent(1) ? undefined : objectParam(zHash, params.raw(1));
  const { store } = chain;
  if (at !== undefined && store.numberOf(at) !== store.head)
    throw rpcErrors.invalidParams('at (parameter 1): expected the newest block, got another one');
  const changes = Array.isArray(values)
    ? new Map(objectParam(raw, values).map(([key, value]) => [key, value === null ? null : fromHex(value)]))
    : namedChanges(chain, objectParam(named, values));
  await chain.amend(changes);
  return to0x(store.hashOf(store.head)!);
};
