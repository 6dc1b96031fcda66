import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '@yumanet/frame/testing';
import { ReplayState } from './state.js';

type Step =
  | { readonly op: 'put'; readonly key: string; readonly value: number }
  | { readonly op: 'delete'; readonly key: string }
  | { readonly op: 'begin' | 'commit' | 'rollback' };

const key = fc.constantFrom('00', '0001', '01', '0102', '0103', '02', 'ff');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ op: fc.constant('put' as const), key, value: fc.nat({ max: 9 }) }),
  fc.record({ op: fc.constant('delete' as const), key }),
  fc.record({ op: fc.constantFrom('begin' as const, 'commit' as const, 'rollback' as const) }),
);

describe('the replay’s state', () => {
  it('behaves as the kernel’s memory storage', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const [a, b] = [new ReplayState(), new MemoryStorage()];
        let depth = 0;
        for (const each of steps) {
          if (each.op === 'put') for (const s of [a, b]) s.put(each.key, Uint8Array.of(each.value));
          else if (each.op === 'delete') for (const s of [a, b]) s.delete(each.key);
          else if (each.op === 'begin') {
            depth++;
            for (const s of [a, b]) s.begin();
          } else if (depth > 0) {
            depth--;
            for (const s of [a, b]) s[each.op]();
          }
          expect([...a.keys('01')]).toEqual([...b.keys('01')]);
          expect([...a.keys('')].map((k) => [k, a.get(k)])).toEqual(
            [...b.keys('')].map((k) => [k, b.get(k)]),
          );
          expect(a.nextKey('0101')).toBe(b.nextKey('0101'));
        }
      }),
    );
  });

  it('tells net changes since the mark', () => {
    const state = new ReplayState();
    state.put('01', Uint8Array.of(1));
    state.put('02', Uint8Array.of(2));
    state.mark();
    state.put('01', Uint8Array.of(9));
    state.put('01', Uint8Array.of(1));
    state.delete('02');
    state.put('03', Uint8Array.of(3));
    state.put('04', Uint8Array.of(4));
    state.delete('04');
    expect(state.changed()).toEqual(['02', '03']);
    expect(state.before('02')).toEqual(Uint8Array.of(2));
    expect(state.before('03')).toBeUndefined();
  });

  it('refuses to close a layer that is not open', () => {
    expect(() => new ReplayState().commit()).toThrow('open layer');
    expect(() => new ReplayState().rollback()).toThrow('open layer');
  });
});
