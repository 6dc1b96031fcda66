/**
 * One branch of the state tree, as bytes on disk and as entries in memory.
 *
 * Disk: present u16 LE ‖ leaf u16 LE ‖ entries in nibble order; a leaf entry is keyHash(32) ‖ hash(32), a branch
 * entry hash(32). Bit i of `present` says that nibble i has an entry, bit i of `leaf` that it is a leaf.
 */
import { blake2b256, concat } from '../../bytes.js';

export interface LeafEntry {
  readonly kind: 'leaf';
  /** Blake2b-256 of the state key: the leaf's whole path, needed when a neighbour comes or goes. */
  readonly keyHash: Uint8Array;
  readonly hash: Uint8Array;
}
export interface BranchEntry {
  readonly kind: 'branch';
  readonly hash: Uint8Array;
}
export type TreeEntry = LeafEntry | BranchEntry;
/** Sixteen slots, one per nibble. */
export type TreeNode = (TreeEntry | undefined)[];

const LEAF_TAG = Uint8Array.of(0);
const HASH_LENGTH = 32;

/** Hash of a leaf: blake2b-256(0x00 ‖ keyHash ‖ value). It does not depend on the depth the leaf sits at. */
export function leafHash(keyHash: Uint8Array, value: Uint8Array): Uint8Array {
  return blake2b256(concat(LEAF_TAG, keyHash, value));
}

/** Hash of a branch: blake2b-256(0x01 ‖ present u16 LE ‖ hashes of the present entries). */
export function branchHash(node: TreeNode): Uint8Array {
  const present = node.filter((entry) => entry !== undefined);
  const bytes = new Uint8Array(3 + present.length * HASH_LENGTH);
  bytes[0] = 1;
  let bits = 0;
  let offset = 3;
  for (let nibble = 0; nibble < 16; nibble++) {
    const entry = node[nibble];
    if (entry === undefined) continue;
    bits |= 1 << nibble;
    bytes.set(entry.hash, offset);
    offset += HASH_LENGTH;
  }
  bytes[1] = bits & 0xff;
  bytes[2] = bits >> 8;
  return blake2b256(bytes);
}

export function encodeTreeNode(node: TreeNode): Uint8Array {
  const parts: Uint8Array[] = [];
  let present = 0;
  let leaves = 0;
  node.forEach((entry, nibble) => {
    if (entry === undefined) return;
    present |= 1 << nibble;
    if (entry.kind === 'leaf') {
      leaves |= 1 << nibble;
      parts.push(entry.keyHash);
    }
    parts.push(entry.hash);
  });
  return concat(Uint8Array.of(present & 0xff, present >> 8, leaves & 0xff, leaves >> 8), ...parts);
}

/** @throws RangeError when the bytes are not a branch. */
export function decodeTreeNode(bytes: Uint8Array): TreeNode {
  const node = emptyTreeNode();
  if (bytes.length < 4) throw new RangeError(`tree node: expected at least 4 bytes, got ${bytes.length}`);
  const present = bytes[0]! | (bytes[1]! << 8);
  const leaves = bytes[2]! | (bytes[3]! << 8);
  let offset = 4;
  const take = (): Uint8Array => bytes.subarray(offset, (offset += HASH_LENGTH));
  for (let nibble = 0; nibble < 16; nibble++) {
    if ((present & (1 << nibble)) === 0) continue;
    node[nibble] =
      (leaves & (1 << nibble)) !== 0
        ? { kind: 'leaf', keyHash: take(), hash: take() }
        : { kind: 'branch', hash: take() };
  }
  if (offset !== bytes.length)
    throw new RangeError(`tree node: expected ${offset} bytes, got ${bytes.length}`);
  return node;
}

export function emptyTreeNode(): TreeNode {
  return new Array<TreeEntry | undefined>(16).fill(undefined);
}
