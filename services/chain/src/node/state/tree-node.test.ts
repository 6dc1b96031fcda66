import { expect, it } from 'vitest';
import { toHex } from '../../bytes.js';
import { branchHash, decodeTreeNode, emptyTreeNode, encodeTreeNode, leafHash } from './tree-node.js';

const fill = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

it('reads back what it wrote', () => {
  const node = emptyTreeNode();
  node[0] = { kind: 'branch', hash: fill(1) };
  node[15] = { kind: 'leaf', keyHash: fill(2), hash: fill(3) };
  const bytes = encodeTreeNode(node);
  expect(bytes.length).toBe(4 + 32 + 64);
  expect(toHex(branchHash(decodeTreeNode(bytes)))).toBe(toHex(branchHash(node)));
  expect(decodeTreeNode(bytes)[15]).toMatchObject({ kind: 'leaf' });
});

it('refuses bytes of the wrong length', () => {
  expect(() => decodeTreeNode(Uint8Array.of(1))).toThrow('tree node: expected at least 4 bytes, got 1');
  expect(() => decodeTreeNode(Uint8Array.of(1, 0, 0, 0))).toThrow('expected 36 bytes, got 4');
});

it('commits to which slot an entry stands in, and to key and value of a leaf', () => {
  const at = (nibble: number): string => {
    const node = emptyTreeNode();
    node[nibble] = { kind: 'branch', hash: fill(1) };
    return toHex(branchHash(node));
  };
  expect(at(3)).not.toBe(at(4));
  expect(toHex(leafHash(fill(1), fill(2)))).not.toBe(toHex(leafHash(fill(2), fill(2))));
  expect(toHex(leafHash(fill(1), fill(2)))).not.toBe(toHex(leafHash(fill(1), fill(3))));
});
