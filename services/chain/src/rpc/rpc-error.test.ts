import { expect, it } from 'vitest';
import { ChainError } from '../errors.js';
import { PoolError } from '../node/pool/pool-error.js';
import { rpcErrors, toRpcError } from './rpc-error.js';

it('carries the pool’s codes and words to the wire', () => {
  const stale = new PoolError({ kind: 'validity', error: { kind: 'invalid', reason: 'Stale' } });
  expect(JSON.parse(JSON.stringify(toRpcError(stale)))).toEqual({
    code: 1010,
    message: 'Invalid Transaction',
    data: 'Transaction is outdated',
  });
});

it('leaves out data where there is none', () => {
  expect(JSON.stringify(rpcErrors.parse())).toBe('{"code":-32700,"message":"Parse error"}');
});

it('knows which faults are the caller’s', () => {
  expect(toRpcError(new ChainError('ADDRESS_INVALID', 'account: bad'))?.code).toBe(-32602);
  expect(toRpcError(new ChainError('STORE_FULL', 'full'))).toBeUndefined();
  expect(toRpcError(new TypeError('bug'))).toBeUndefined();
});
