import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, idOf, isLeafOf, LEAF_BYTES, LEAVES, proofOf } from './merkle.js';

const chunk = randomBytes(CHUNK_BYTES);
const id = idOf(chunk);
const flip = (bytes: Uint8Array) => {
  const out = Buffer.from(bytes);
  out[7]! ^= 1;
  return out;
};

describe('a Merkle proof', () => {
  it('shows each leaf at its place, and at no other', () => {
    for (let index = 0; index < LEAVES; index += 1) {
      const proof = proofOf(chunk, index);
      expect(proof.leaf).toEqual(chunk.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES));
      for (let other = 0; other < LEAVES; other += 1)
        expect(isLeafOf(id, other, proof)).toBe(other === index);
    }
  });

  it('is none with a bit changed anywhere', () => {
    const { leaf, path } = proofOf(chunk, 5);
    expect(isLeafOf(id, 5, { leaf: flip(leaf), path })).toBe(false);
    expect(isLeafOf(flip(id), 5, { leaf, path })).toBe(false);
    path.forEach((_, at) =>
      expect(isLeafOf(id, 5, { leaf, path: path.map((each, i) => (i === at ? flip(each) : each)) })).toBe(
        false,
      ),
    );
    expect(isLeafOf(id, 5, { leaf, path: path.slice(1) })).toBe(false);
  });

  it('does not take a node for a leaf', () => {
    const { path } = proofOf(chunk, 0);
    expect(isLeafOf(id, 0, { leaf: Buffer.concat([path[0]!, path[1]!]), path: path.slice(1) })).toBe(false);
  });

  it('has the root that hashing by hand gives', () => {
    const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    let level = Array.from({ length: LEAVES }, (_, i) =>
      sha(Uint8Array.of(0), chunk.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES)),
    );
    while (level.length > 1)
      level = level
        .filter((_, i) => i % 2 === 0)
        .map((left, i) => sha(Uint8Array.of(1), left, level[2 * i + 1]!));
    expect(id).toEqual(level[0]);
  });
});
