import { expect, it } from 'vitest';
import { RecentMap } from './recent-map.js';

it('keeps what is used, forgets what is not, and never grows over its limit', () => {
  const map = new RecentMap<number, string>(100);
  map.set(-1, 'used');
  map.set(-2, 'unused');
  for (let key = 0; key < 1000; key++) {
    map.set(key, String(key));
    expect(map.get(-1)).toBe('used');
    expect(map.size).toBeLessThanOrEqual(100);
  }
  expect(map.get(-2)).toBeUndefined();
  expect(map.get(0)).toBeUndefined();
  expect(map.get(999)).toBe('999');
});

it('takes the newest value of a key that is in both generations', () => {
  const map = new RecentMap<string, number>(4);
  map.set('a', 1);
  map.set('b', 2);
  map.set('c', 3);
  map.set('a', 4);
  expect(map.get('a')).toBe(4);
  expect(map.get('b')).toBe(2);
});

it('refuses a limit that is none', () => {
  expect(() => new RecentMap(1)).toThrow('expected a limit of 2 or more, got 1');
  expect(() => new RecentMap(Number.NaN)).toThrow(RangeError);
});
