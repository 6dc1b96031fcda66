import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blake2b256, concat, fromHex, toHex } from '../../bytes.js';
import { StateTree } from './state-tree.js';
import { leafHash } from './tree-node.js';

/** A tree in memory, updated batch by batch. */
function memoryTree() {
  const nodes = new Map<string, Uint8Array>();
  const tree = new StateTree((path) => nodes.get(path));
  const apply = (changes: Map<string, Uint8Array | null>): string => {
    const update = tree.update(changes);
    for (const [path, bytes] of update.nodes) {
      if (bytes === null) nodes.delete(path);
      else nodes.set(path, bytes);
    }
    expect(toHex(tree.root())).toBe(toHex(update.root));
    return toHex(update.root);
  };
  return { nodes, apply };
}

/** The definition, written out: a branch where two keys or more share a path. */
function definition(state: ReadonlyMap<string, Uint8Array>): string {
  const leaves = [...state].map(([key, value]) => ({ path: toHex(blake2b256(fromHex(key))), value }));
  const hashOf = (group: typeof leaves, depth: number): Uint8Array => {
    if (group.length === 1 && depth > 0) return leafHash(fromHex(group[0]!.path), group[0]!.value);
    let bits = 0;
    const hashes: Uint8Array[] = [];
    for (let nibble = 0; nibble < 16; nibble++) {
      const below = group.filter((leaf) => leaf.path[depth] === nibble.toString(16));
      if (below.length === 0) continue;
      bits |= 1 << nibble;
      hashes.push(hashOf(below, depth + 1));
    }
    return blake2b256(concat(Uint8Array.of(1, bits & 255, bits >> 8), ...hashes));
  };
  return toHex(hashOf(leaves, 0));
}

describe('state tree', () => {
  it('equals its definition after any sequence of batches', () => {
    const key = fc.integer({ min: 0, max: 60 }).map((n) => n.toString(16).padStart(4, '0'));
    const value = fc.option(fc.uint8Array({ maxLength: 40 }), { freq: 2, nil: null });
    const batch = fc.array(fc.tuple(key, value), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 6 }), (batches) => {
        const tree = memoryTree();
        const state = new Map<string, Uint8Array>();
        for (const changes of batches) {
          const map = new Map(changes);
          for (const [k, v] of map) {
            if (v === null) state.delete(k);
            else state.set(k, v);
          }
          expect(tree.apply(map)).toBe(definition(state));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order or grouping of insertions, and leaves nothing behind', () => {
    const all = Array.from(
      { length: 300 },
      (_, i) => [i.toString(16).padStart(8, '0'), Uint8Array.of(i)] as const,
    );
    const once = memoryTree();
    const root = once.apply(new Map(all));
    const oneByOne = memoryTree();
    let last = '';
    for (const entry of [...all].reverse()) last = oneByOne.apply(new Map([entry]));
    expect(last).toBe(root);
    expect([...oneByOne.nodes.keys()].sort()).toEqual([...once.nodes.keys()].sort());
    const emptied = once.apply(new Map(all.map(([k]) => [k, null])));
    expect(emptied).toBe(definition(new Map()));
    expect([...once.nodes.keys()]).toEqual(['']);
  });

  it('touches only the branches above a changed key', () => {
    const tree = memoryTree();
    tree.apply(
      new Map(Array.from({ length: 5000 }, (_, i) => [i.toString(16).padStart(8, '0'), Uint8Array.of(1)])),
    );
    const update = new StateTree((path) => tree.nodes.get(path)).update(
      new Map([['00000007', Uint8Array.of(2)]]),
    );
    expect(update.nodes.size).toBeLessThanOrEqual(6);
    expect(tree.nodes.size).toBeGreaterThan(300);
  });

  it('tells a value moved to another key apart', () => {
    const a = memoryTree().apply(new Map([['aa', Uint8Array.of(1)]]));
    const b = memoryTree().apply(new Map([['ab', Uint8Array.of(1)]]));
    expect(a).not.toBe(b);
  });
});
