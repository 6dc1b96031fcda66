import type { Hex } from '@yumanet/frame';
import { toHex } from '../../bytes.js';
import { hashExtrinsic } from '../block/block.js';
import type { TraceContext } from '../block-traces.js';
import { ByteReader } from '../block/byte-reader.js';

/** A transaction that the runtime found valid. */
export interface PoolTransaction {
  readonly hash: Hex;
  readonly bytes: Uint8Array;
  /** 32-byte account in hex; undefined where it is not a signed transaction of an account id. */
  readonly sender: Hex | undefined;
  readonly priority: bigint;
  /** Tags that must be there first; those that a block brought are gone from it. */
  readonly requires: ReadonlySet<string>;
  readonly provides: readonly string[];
  /** The last block number it may be in without being asked about again. */
  readonly validTill: number;
  /** At which block the runtime was asked. */
  readonly validatedAt: number;
  /** Of what trace its submission was. */
  readonly trace?: TraceContext | undefined;
}

/** What becomes of a transaction, as JSON-RPC's `author_extrinsicUpdate` says it. */
export type TransactionStatus =
  | 'ready'
  | 'future'
  | 'dropped'
  | 'invalid'
  | { readonly inBlock: Uint8Array }
  | { readonly finalized: Uint8Array }
  | { readonly retracted: Uint8Array }
  | { readonly usurped: Hex };

export function transactionHash(bytes: Uint8Array): Hex {
  return toHex(hashExtrinsic(bytes));
}

const SIGNED_V4 = 0x84;
const ADDRESS_ID = 0;

/** The signer of a V4 extrinsic whose address is an account id (MultiAddress::Id), else undefined. */
export function extrinsicSender(bytes: Uint8Array): Hex | undefined {
  try {
    const body = new ByteReader(new ByteReader(bytes).bytesWithLength());
    if (body.u8() !== SIGNED_V4 || body.u8() !== ADDRESS_ID) return undefined;
    return toHex(body.take(32));
  } catch {
    return undefined;
  }
}

/** Whether the bytes are one opaque extrinsic: a length and exactly that many bytes. */
export function isOpaqueExtrinsic(bytes: Uint8Array): boolean {
  try {
    const reader = new ByteReader(bytes);
    return reader.bytesWithLength().length > 0 && reader.left === 0;
  } catch {
    return false;
  }
}

/** Whether a wire extrinsic is signed: what came from a user, and not from the block's author. */
export function isSigned(bytes: Uint8Array): boolean {
  return ((new ByteReader(bytes).bytesWithLength()[0] ?? 0) & 0x80) !== 0;
}
