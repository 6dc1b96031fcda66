import { blake2b256, concat } from '../../bytes.js';
import { ByteReader, encodeCompact } from './byte-reader.js';
import { encodeHeader, hashHeader, readHeader, type Header } from './header.js';

/** A block: its header and its extrinsics, each as on the wire (length prefix included). */
export interface Block {
  readonly hash: Uint8Array;
  readonly header: Header;
  readonly extrinsics: readonly Uint8Array[];
}

export function makeBlock(header: Header, extrinsics: readonly Uint8Array[]): Block {
  return { hash: hashHeader(header), header, extrinsics };
}

/** SCALE of (Header, Vec<Extrinsic>), as Substrate's Block. */
export function encodeBlock(block: Block): Uint8Array {
  return concat(encodeHeader(block.header), encodeCompact(block.extrinsics.length), ...block.extrinsics);
}

/** @throws RangeError when the bytes are not exactly one block. */
export function decodeBlock(bytes: Uint8Array): Block {
  const reader = new ByteReader(bytes);
  const header = readHeader(reader);
  const extrinsics = readExtrinsics(reader);
  if (reader.left !== 0) throw new RangeError(`block: expected no bytes after it, got ${reader.left}`);
  return makeBlock(header, extrinsics);
}

/** Vec<OpaqueExtrinsic>: each item keeps its own length prefix. */
export function readExtrinsics(reader: ByteReader): Uint8Array[] {
  const extrinsics: Uint8Array[] = [];
  for (let left = reader.compact(); left > 0; left--) {
    const start = reader.offset;
    reader.bytesWithLength();
    extrinsics.push(reader.since(start));
  }
  return extrinsics;
}

/** What names a transaction: blake2b-256 of its wire bytes. */
export function hashExtrinsic(extrinsic: Uint8Array): Uint8Array {
  return blake2b256(extrinsic);
}
