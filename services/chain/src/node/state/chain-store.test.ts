import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../../test/temp-folder.js';
import { toHex } from '../../bytes.js';
import { makeBlock } from '../block/block.js';
import { ChainStore, SYSTEM_EVENTS } from './chain-store.js';

const zero = new Uint8Array(32);
type Changes = Map<string, Uint8Array | null>;

function openStore(path: string, history = 4): ChainStore {
  const store = new ChainStore({ path, fsync: false, history });
  onTestFinished(() => store.close());
  return store;
}

function grow(store: ChainStore, changes: Changes): void {
  const tree = store.tree.update(changes);
  const number = store.head + 1;
  const parentHash = number === 0 ? zero : store.hashOf(number - 1)!;
  const header = { parentHash, number, stateRoot: tree.root, extrinsicsRoot: zero, digest: [] };
  const block = makeBlock(header, [Uint8Array.of(4, number & 255)]);
  if (number === 0) store.writeGenesis(block, changes, tree);
  else store.commit(block, changes, tree);
}
const one = (key: string, value: number | null): Changes =>
  new Map([[key, value === null ? null : Uint8Array.of(value)]]);

describe('chain store', () => {
  it('reads any of the last blocks as it was', () => {
    const key = fc.constantFrom('aa', 'ab', 'b0', 'b1', 'cc');
    const value = fc.option(fc.uint8Array({ maxLength: 3 }), { nil: null });
    const blocks = fc.array(fc.array(fc.tuple(key, value), { maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(blocks, (all) => {
        const store = new ChainStore({ path: tempFolder(), fsync: false, history: 4 });
        const states: Map<string, string>[] = [];
        for (const changes of all) {
          grow(store, new Map(changes));
          const next = new Map(states.at(-1) ?? []);
          for (const [k, v] of new Map(changes)) {
            if (v === null) next.delete(k);
            else next.set(k, toHex(v));
          }
          states.push(next);
        }
        for (let n = store.oldestState; n <= store.head; n++) {
          const view = store.stateAt(n);
          const expected = states[n]!;
          expect([...view.keys('')]).toEqual([...expected.keys()].sort());
          expect([...view.keys('a')]).toEqual([...expected.keys()].filter((k) => k < 'b').sort());
          for (const k of ['aa', 'ab', 'b0', 'b1', 'cc']) {
            const got = view.get(k);
            expect(got && toHex(got)).toBe(expected.get(k));
            expect(view.nextKey(k)).toBe([...expected.keys()].sort().find((other) => other > k));
          }
        }
        void store.close();
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the events of every block, also where the state is gone or the block had the same as its parent', () => {
    const store = openStore(tempFolder(), 2);
    grow(store, one('aa', 0));
    for (const [number, event] of [7, 7, 8, null, 9].entries()) {
      // What does not change is not among the changes.
      grow(store, number === 1 ? (new Map() as Changes) : one(SYSTEM_EVENTS, event));
      if (number < 3) store.finalise(number + 1);
    }
    expect([0, 1, 2, 3, 4, 5].map((n) => [...store.eventsOf(n)])).toEqual([[], [7], [7], [8], [], [9]]);
    store.revertTo(3);
    expect([...store.eventsOf(5)]).toEqual([]);
    expect(store.oldestState).toBeGreaterThan(0);
  });

  it('says which states are gone, and which never were', () => {
    const store = openStore(tempFolder(), 2);
    for (let n = 0; n < 6; n++) {
      grow(store, one('aa', n));
      if (n > 0) store.finalise(n);
    }
    grow(store, one('aa', 6));
    expect(() => store.stateAt(2)).toThrow('state: expected block 4 or later, got 2');
    expect(store.stateAt(4).get('aa')).toEqual(Uint8Array.of(4));
    expect(() => store.stateAt(7)).toThrow('block: expected 0..6, got 7');
    expect(store.changedKeys(4)).toEqual([]);
    expect(store.changedKeys(5)).toEqual(['aa']);
  });

  it('is the same after it was closed and opened', async () => {
    const path = tempFolder();
    const first = new ChainStore({ path, fsync: true, history: 4 });
    for (let n = 0; n < 3; n++) grow(first, one('aa', n));
    first.finalise(1);
    const hash = toHex(first.hashOf(2)!);
    await first.close();
    const again = openStore(path);
    expect([again.head, again.finalised]).toEqual([2, 1]);
    expect(again.numberOf(hash)).toBe(2);
    expect(again.block(2)?.extrinsics.map(toHex)).toEqual(['0402']);
    expect(again.stateAt(1).get('aa')).toEqual(Uint8Array.of(1));
  });

  it('takes blocks back, never finalised ones', () => {
    const store = openStore(tempFolder(), 8);
    grow(store, one('aa', 0));
    grow(store, one('bb', 1));
    const root = toHex(store.tree.root());
    grow(store, one('aa', null));
    grow(store, one('cc', 3));
    store.finalise(1);
    expect(store.revertTo(1).blocks.map((block) => block.header.number)).toEqual([2, 3]);
    expect([...store.entries()].map(([key]) => key)).toEqual(['aa', 'bb']);
    expect(toHex(store.tree.root())).toBe(root);
    expect(store.block(2)).toBeUndefined();
    expect(() => store.revertTo(0)).toThrow('block to return to: expected 1..1, got 0');
    grow(store, one('dd', 4));
    expect(store.head).toBe(2);
  });

  it('can take back any number of blocks that are not final', () => {
    const store = openStore(tempFolder(), 2);
    for (let n = 0; n < 12; n++) grow(store, one('aa', n));
    expect(store.revertTo(0).blocks).toHaveLength(11);
    expect(store.stateAt(0).get('aa')).toEqual(Uint8Array.of(0));
  });

  it('leaves nothing of a block that failed half-way', () => {
    const store = openStore(tempFolder());
    grow(store, one('aa', 0));
    const bad = new Map([...one('aa', 9), ...one('f'.repeat(2000), 1)]);
    expect(() => grow(store, bad)).toThrow('state key: expected 1..960 bytes, got 1000');
    expect(store.head).toBe(0);
    expect(store.stateAt(0).get('aa')).toEqual(Uint8Array.of(0));
    grow(store, one('aa', 1));
    expect(store.stateAt(0).get('aa')).toEqual(Uint8Array.of(0));
  });

  it('refuses a store of another format, and a state that is not its header’s', async () => {
    const path = tempFolder();
    const store = new ChainStore({ path, fsync: false, history: 4 });
    const wrong = store.tree.update(one('aa', 1));
    const header = { parentHash: zero, number: 0, stateRoot: zero, extrinsicsRoot: zero, digest: [] };
    store.writeGenesis(makeBlock(header, []), one('aa', 1), wrong);
    await store.close();
    expect(() => new ChainStore({ path, fsync: false, history: 4 })).toThrow(
      'state root of block 0: expected 00',
    );
  });

  it('refuses blocks and marks out of order', () => {
    const store = openStore(tempFolder());
    grow(store, one('aa', 0));
    expect(() => store.finalise(1)).toThrow('finalised block: expected 1..0, got 1');
    const header = { parentHash: zero, number: 5, stateRoot: zero, extrinsicsRoot: zero, digest: [] };
    expect(() => store.commit(makeBlock(header, []), new Map(), store.tree.update(new Map()))).toThrow(
      'block number: expected 1, got 5',
    );
  });
});
