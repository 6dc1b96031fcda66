import { blake2b256, concat } from '../../bytes.js';
import { ByteReader, encodeCompact } from './byte-reader.js';

/** A block header as Substrate encodes it: blake2b-256 of these bytes is the block's id. */
export interface Header {
  readonly parentHash: Uint8Array;
  readonly number: number;
  readonly stateRoot: Uint8Array;
  readonly extrinsicsRoot: Uint8Array;
  /** Each log item as its own SCALE bytes (tag first), as JSON-RPC shows them. */
  readonly digest: readonly Uint8Array[];
}

const DIGEST_TAG = { other: 0, consensus: 4, seal: 5, preRuntime: 6, environmentUpdated: 8 } as const;

export function encodeHeader(header: Header): Uint8Array {
  return concat(
    header.parentHash,
    encodeCompact(header.number),
    header.stateRoot,
    header.extrinsicsRoot,
    encodeCompact(header.digest.length),
    ...header.digest,
  );
}

export function hashHeader(header: Header): Uint8Array {
  return blake2b256(encodeHeader(header));
}

/**
 * Reads a header from the front of `reader`.
 *
 * @throws RangeError when the bytes are not a header.
 */
export function readHeader(reader: ByteReader): Header {
  const parentHash = reader.take(32);
  const number = reader.compact();
  const stateRoot = reader.take(32);
  const extrinsicsRoot = reader.take(32);
  const digest: Uint8Array[] = [];
  for (let left = reader.compact(); left > 0; left--) digest.push(readDigestItem(reader));
  return { parentHash, number, stateRoot, extrinsicsRoot, digest };
}

/** @throws RangeError when the bytes are not exactly one header. */
export function decodeHeader(bytes: Uint8Array): Header {
  const reader = new ByteReader(bytes);
  const header = readHeader(reader);
  if (reader.left !== 0) throw new RangeError(`header: expected no bytes after it, got ${reader.left}`);
  return header;
}

function readDigestItem(reader: ByteReader): Uint8Array {
  const start = reader.offset;
  const tag = reader.u8();
  if (tag === DIGEST_TAG.consensus || tag === DIGEST_TAG.seal || tag === DIGEST_TAG.preRuntime) {
    reader.take(4);
    reader.bytesWithLength();
  } else if (tag === DIGEST_TAG.other) {
    reader.bytesWithLength();
  } else if (tag !== DIGEST_TAG.environmentUpdated) {
    throw new RangeError(`digest item: expected tag 0, 4, 5, 6 or 8, got ${tag}`);
  }
  return reader.since(start);
}

/** The log item that says in which Aura slot a block was made. */
export function auraPreRuntime(slot: bigint): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, slot, true);
  return concat(
    Uint8Array.of(DIGEST_TAG.preRuntime),
    new TextEncoder().encode('aura'),
    encodeCompact(data.length),
    data,
  );
}
