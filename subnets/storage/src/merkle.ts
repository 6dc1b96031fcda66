import { createHash } from 'node:crypto';

/** Bytes of a leaf. */
export const LEAF_BYTES = 512;
/** Leaves of a chunk: a power of two. */
export const LEAVES = 16;
/** Bytes of a chunk. */
export const CHUNK_BYTES = LEAF_BYTES * LEAVES;
/** Hashes of a path from a leaf to the root. */
export const PATH_LENGTH = Math.log2(LEAVES);

/** A leaf, and the hashes beside its way to the root, lowest first. */
export interface Proof {
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** A chunk's id: the root of the SHA-256 tree over its leaves. 32 bytes. */
export function idOf(chunk: Uint8Array): Buffer {
  return levelsOf(chunk).at(-1)![0]!;
}

/** Shows that one leaf is part of the chunk. @param index 0 to `LEAVES` − 1. */
export function proofOf(chunk: Uint8Array, index: number): Proof {
  const path = levelsOf(chunk)
    .slice(0, -1)
    .map((level, depth) => level[(index >> depth) ^ 1]!);
  return { leaf: leafOf(chunk, index), path };
}

/** Whether a leaf is the one of that index in the chunk of that id. */
export function isLeafOf(id: Uint8Array, index: number, { leaf, path }: Proof): boolean {
  if (leaf.length !== LEAF_BYTES || path.length !== PATH_LENGTH) return false;
  const root = path.reduce<Buffer>(
    (hash, beside, depth) => ((index >> depth) & 1 ? nodeHash(beside, hash) : nodeHash(hash, beside)),
    leafHash(leaf),
  );
  return root.equals(id);
}

/** Hashes from the leaves up to the root. */
function levelsOf(chunk: Uint8Array): Buffer[][] {
  if (chunk.length !== CHUNK_BYTES)
    throw new RangeError(`chunk: expected ${CHUNK_BYTES} bytes, got ${chunk.length}`);
  const levels = [Array.from({ length: LEAVES }, (_, i) => leafHash(leafOf(chunk, i)))];
  for (let level = levels[0]!; level.length > 1; level = levels.at(-1)!) {
    levels.push(
      Array.from({ length: level.length / 2 }, (_, i) => nodeHash(level[2 * i]!, level[2 * i + 1]!)),
    );
  }
  return levels;
}

const leafOf = (chunk: Uint8Array, index: number) =>
  chunk.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES);

// What is hashed begins with its kind: no node is ever a leaf.
const leafHash = (leaf: Uint8Array) => createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest();
const nodeHash = (left: Uint8Array, right: Uint8Array) =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
