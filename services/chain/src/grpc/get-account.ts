import { blake2b } from '@noble/hashes/blake2.js';
import type { Account, GetAccountRequest, GetAccountResponse } from '@yumanet/proto/chain/v1';
import { concat, toHex } from '../bytes.js';
import { ByteReader } from '../node/block/byte-reader.js';
import { nonceTag } from '../node/pool/pool.js';
import { bytes32 } from './arguments.js';
import { blockNumber, runtimeAt, type GrpcContext, type UnaryMethod } from './context.js';

/** twox128("System") ‖ twox128("Account"): the map of accounts of every FRAME chain, by Blake2_128Concat. */
const SYSTEM_ACCOUNT = '26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';

/**
 * GetAccount: nonce and balances at a block, and the nonce of the account's next extrinsic.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, STATE_DISCARDED.
 */
export const getAccount: UnaryMethod<GetAccountRequest, GetAccountResponse> = (context, request) => {
  const id = bytes32('account_id', request.accountId);
  const state = context.chain.store.stateAt(blockNumber(context, request.block));
  const value = state.get(accountKey(id));
  return Promise.resolve({ account: readAccount(value), nextNonce: nextNonce(context, id) });
};

function accountKey(id: Uint8Array): string {
  return SYSTEM_ACCOUNT + toHex(concat(blake2b(id, { dkLen: 16 }), id));
}

/** The newest nonce, with the pool's extrinsics counted. */
function nextNonce(context: GrpcContext, id: Uint8Array): number {
  const { pool, store } = context.chain;
  let nonce = runtimeAt(context, store.head).accountNonce(id);
  const hex = toHex(id);
  while (pool.providesReady(nonceTag(hex, nonce))) nonce++;
  return nonce;
}

/** SCALE of frame_system::AccountInfo: nonce, three reference counts, then pallet_balances' AccountData in u64. */
function readAccount(value: Uint8Array | undefined): Account {
  if (value === undefined) return { nonce: 0, freeRao: 0n, reservedRao: 0n, frozenRao: 0n };
  const reader = new ByteReader(value);
  const nonce = reader.take(4);
  reader.take(12);
  return {
    nonce: new DataView(nonce.buffer, nonce.byteOffset, 4).getUint32(0, true),
    freeRao: reader.u64(),
    reservedRao: reader.u64(),
    frozenRao: reader.u64(),
  };
}
