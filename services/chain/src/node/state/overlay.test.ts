import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_STATE } from './state-view.js';
import { Overlay } from './overlay.js';
import type { StateView } from './state-view.js';

function viewOf(entries: Record<string, number>): StateView {
  const keys = Object.keys(entries).sort();
  return {
    get: (key) => (key in entries ? Uint8Array.of(entries[key]!) : undefined),
    nextKey: (after) => keys.find((key) => key > after),
    keys: (prefix, after = '') => keys.filter((key) => key.startsWith(prefix) && key > after),
  };
}
const valueOf = (overlay: Overlay, key: string): number | undefined => overlay.get(key)?.[0];

describe('overlay', () => {
  it('has nothing to delete under a key that the store cannot keep', () => {
    const overlay = new Overlay(viewOf({ aa: 1 }));
    for (const key of ['', 'abc', 'ab'.repeat(5000)]) overlay.delete(key);
    expect([...overlay.effectiveChanges()]).toEqual([]);
  });

  it('shows its own changes over the state below', () => {
    const overlay = new Overlay(viewOf({ aa: 1, ab: 2, ba: 3 }));
    overlay.put('ac', Uint8Array.of(9));
    overlay.put('aa', Uint8Array.of(7));
    overlay.delete('ab');
    expect([...overlay.keys('a')]).toEqual(['aa', 'ac']);
    expect(overlay.nextKey('aa')).toBe('ac');
    expect(overlay.nextKey('ac')).toBe('ba');
    expect(overlay.nextKey('ba')).toBeUndefined();
    expect(valueOf(overlay, 'aa')).toBe(7);
    expect(overlay.get('ab')).toBeUndefined();
  });

  it('undoes a rolled back layer and keeps a committed one, nested', () => {
    const overlay = new Overlay(viewOf({ aa: 1 }));
    overlay.begin();
    overlay.put('aa', Uint8Array.of(2));
    overlay.begin();
    overlay.delete('aa');
    overlay.put('bb', Uint8Array.of(5));
    overlay.rollback();
    expect(valueOf(overlay, 'aa')).toBe(2);
    expect(overlay.get('bb')).toBeUndefined();
    overlay.begin();
    overlay.put('cc', Uint8Array.of(6));
    overlay.commit();
    overlay.rollback();
    expect(valueOf(overlay, 'aa')).toBe(1);
    expect(overlay.effectiveChanges().size).toBe(0);
  });

  it('refuses to close a layer that is not open', () => {
    expect(() => new Overlay(viewOf({})).commit()).toThrow('expected an open layer');
  });

  it('counts no change where a value is put back', () => {
    const overlay = new Overlay(viewOf({ aa: 1 }));
    overlay.put('aa', Uint8Array.of(1));
    overlay.delete('zz');
    overlay.put('bb', Uint8Array.of(1));
    expect([...overlay.effectiveChanges().keys()]).toEqual(['bb']);
  });

  it('has no root over an older state', () => {
    expect(() => new Overlay(viewOf({})).root()).toThrow('expected the newest block');
  });

  it('behaves as a plain map with copies for layers', () => {
    const key = fc.constantFrom('aa', 'ab', 'b0', 'b1', 'c0');
    const step = fc.oneof(
      fc.record({ op: fc.constant('put' as const), key, value: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ op: fc.constant('delete' as const), key }),
      fc.record({ op: fc.constantFrom('begin' as const, 'commit' as const, 'rollback' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const overlay = new Overlay(viewOf({ aa: 1, b0: 2 }));
        let model = new Map([
          ['aa', 1],
          ['b0', 2],
        ]);
        const layers: Map<string, number>[] = [];
        for (const s of steps) {
          if (s.op === 'put') {
            overlay.put(s.key, Uint8Array.of(s.value));
            model.set(s.key, s.value);
          } else if (s.op === 'delete') {
            overlay.delete(s.key);
            model.delete(s.key);
          } else if (s.op === 'begin') {
            overlay.begin();
            layers.push(new Map(model));
          } else if (layers.length > 0) {
            overlay[s.op]();
            const before = layers.pop()!;
            if (s.op === 'rollback') model = before;
          }
          expect([...overlay.keys('')]).toEqual([...model.keys()].sort());
          for (const [k, v] of model) expect(valueOf(overlay, k)).toBe(v);
          expect(overlay.nextKey('aa')).toBe([...model.keys()].sort().find((k) => k > 'aa'));
        }
      }),
    );
  });

  it('appends to vectors, in layers', () => {
    const overlay = new Overlay(EMPTY_STATE);
    const item = (n: number) => Uint8Array.of(n);
    overlay.append('aa', item(1), 1);
    overlay.begin();
    overlay.append('aa', item(2), 1);
    overlay.begin();
    overlay.append('aa', item(3), 1);
    expect([...overlay.get('aa')!]).toEqual([12, 1, 2, 3]);
    overlay.rollback();
    overlay.append('aa', item(4), 1);
    overlay.commit();
    expect([...overlay.get('aa')!]).toEqual([12, 1, 2, 4]);
    overlay.append('aa', item(5), 1);
    expect([...overlay.effectiveChanges().get('aa')!]).toEqual([16, 1, 2, 4, 5]);
    overlay.delete('aa');
    overlay.append('aa', item(6), 1);
    expect([...overlay.get('aa')!]).toEqual([4, 6]);
    expect(() => overlay.append('', item(1), 1)).toThrow();
  });
});
