import { describe, expect, it } from 'vitest';
import { memoryStorage } from './memory-storage.js';

const one = Uint8Array.of(1);
const two = Uint8Array.of(2);

describe('MemoryStorage', () => {
  it('undoes and keeps layers', () => {
    const storage = memoryStorage();
    storage.put('aa', one);
    storage.begin();
    storage.put('aa', two);
    storage.begin();
    storage.delete('aa');
    storage.put('bb', one);
    storage.commit();
    expect(storage.get('aa')).toBeUndefined();
    storage.rollback();
    expect(storage.get('aa')).toEqual(one);
    expect(storage.get('bb')).toBeUndefined();
    expect(storage.depth).toBe(0);
  });

  it('lists keys in order', () => {
    const storage = memoryStorage();
    for (const key of ['b0', 'a1', 'a0', 'a00f']) storage.put(key, one);
    expect([...storage.keys('a0')]).toEqual(['a0', 'a00f']);
    expect(storage.nextKey('a0')).toBe('a00f');
    expect(storage.nextKey('a2')).toBe('b0');
    expect(storage.nextKey('b0')).toBeUndefined();
  });

  it('has a root of its pairs, whatever their history', () => {
    const [a, b] = [memoryStorage(), memoryStorage()];
    a.put('aa', one);
    a.put('bb', two);
    b.put('bb', two);
    b.put('cc', two);
    b.put('aa', one);
    expect(b.root()).not.toEqual(a.root());
    b.delete('cc');
    expect(b.root()).toEqual(a.root());
  });

  it('refuses to close what is not open', () => {
    expect(() => memoryStorage().commit()).toThrow(/open layer/);
    expect(() => memoryStorage().rollback()).toThrow(/open layer/);
  });
});
