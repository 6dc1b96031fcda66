import { blake2b } from '@noble/hashes/blake2.js';
import type { Hex } from '@yumanet/frame';

/** Lower-case hex without 0x. */
export function toHex(bytes: Uint8Array): Hex {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Lower-case hex with 0x, as JSON-RPC carries bytes. */
export function to0x(bytes: Uint8Array): string {
  return `0x${toHex(bytes)}`;
}

/** Bytes of well-formed hex without 0x; the edge has already checked it. */
export function fromHex(hex: Hex): Uint8Array {
  return plain(Buffer.from(hex, 'hex'));
}

/** The same bytes as a plain Uint8Array: Buffer's own `slice` shares memory, which surprises a runtime. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Blake2b with a 32-byte digest: block ids, extrinsic hashes, the state tree. */
export function blake2b256(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 32 });
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
