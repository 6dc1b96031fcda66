import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../../test/temp-folder.js';
import { ForkTables } from '../state/fork-tables.js';
import { openTables } from '../state/tables.js';
import { LazyState } from './lazy-state.js';
import type { StateSource } from './state-source.js';

class CountingSource implements StateSource {
  requests = 0;
  readonly keys: readonly string[];

  constructor(private readonly entries: ReadonlyMap<string, Uint8Array>) {
    this.keys = [...entries.keys()].sort();
  }

  values(keys: readonly string[]): (Uint8Array | undefined)[] {
    this.requests++;
    return keys.map((key) => this.entries.get(key));
  }

  page(prefix: string, after: string | undefined, count: number): (readonly [string, Uint8Array])[] {
    this.requests++;
    const found = this.keys.filter((key) => key.startsWith(prefix) && (after === undefined || key > after));
    return found.slice(0, count).map((key) => [key, this.entries.get(key)!] as const);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function lazy(entries: ReadonlyMap<string, Uint8Array>, path = tempFolder()) {
  const tables = openTables({ path, fsync: false });
  onTestFinished(() => tables.root.close());
  const source = new CountingSource(entries);
  const fork = new ForkTables(tables);
  return { state: new LazyState(fork, source), source, fork };
}

const ITEM = '11'.repeat(32);
const many = (count: number): Map<string, Uint8Array> =>
  new Map(
    Array.from({ length: count }, (_, i) => [ITEM + i.toString(16).padStart(8, '0'), Uint8Array.of(i & 255)]),
  );

describe('LazyState', () => {
  it('reads a key once, present or not', () => {
    const { state, source } = lazy(new Map([['aa', Uint8Array.of(1)]]));
    for (let i = 0; i < 3; i++)
      expect([state.get('aa'), state.get('ab')]).toEqual([Uint8Array.of(1), undefined]);
    expect(source.requests).toBe(2);
  });

  it('takes a page of a map that is read again and again', () => {
    const entries = many(300);
    const { state, source } = lazy(entries);
    for (const [key, value] of entries) expect(state.get(key)).toEqual(value);
    expect(state.get(`${ITEM}ffffffff`)).toBeUndefined();
    expect(source.requests).toBe(3);
  });

  it('iterates over more than a page, and knows it all afterwards', () => {
    const entries = many(1200);
    const { state, source } = lazy(entries);
    const keys = [...state.keys(ITEM, `${ITEM}g`)];
    expect(keys).toEqual([...entries.keys()]);
    expect(source.requests).toBe(3);
    expect([...state.keys(ITEM, `${ITEM}g`)]).toEqual(keys);
    expect(source.requests).toBe(3);
  });

  it('stops reading where its reader stops', () => {
    const { state, source } = lazy(many(5000));
    for (const key of state.keys('', 'g')) if (key !== '') break;
    expect(source.requests).toBe(1);
  });

  it('never reads over what was changed here', () => {
    const { state, fork } = lazy(many(10));
    const [first, second] = [...many(2).keys()] as [string, string];
    fork.put(first, Uint8Array.of(99));
    fork.put(second, null);
    expect([...state.keys(ITEM, `${ITEM}g`)]).toHaveLength(9);
    expect([state.get(first), state.get(second)]).toEqual([Uint8Array.of(99), undefined]);
  });

  it('is the source and the changes upon it, whatever is asked in whatever order', () => {
    const key = fc.stringMatching(/^[0-2]{2}([0-2]{2})?$/);
    const value = fc.uint8Array({ minLength: 1, maxLength: 2 });
    const step = fc.oneof(
      fc.record({ get: key }),
      fc.record({ put: key, value }),
      fc.record({ drop: key }),
      fc.record({ keys: fc.constantFrom('', '00', '01', '02', '10') }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, value), { maxLength: 8 }),
        fc.array(step, { maxLength: 12 }),
        (base, steps) => {
          const { state, fork } = lazy(new Map(base));
          const model = new Map(base);
          for (const each of steps) {
            if ('get' in each) expect(state.get(each.get)).toEqual(model.get(each.get));
            else if ('put' in each) {
              fork.put(each.put, each.value);
              model.set(each.put, each.value);
            } else if ('drop' in each) {
              fork.put(each.drop, null);
              model.delete(each.drop);
            } else {
              const expected = [...model.keys()].filter((one) => one.startsWith(each.keys)).sort();
              expect([...state.keys(each.keys, `${each.keys}g`)]).toEqual(expected);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
