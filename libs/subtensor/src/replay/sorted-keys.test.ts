import { describe, expect, it } from 'vitest';
import { SortedKeys } from './sorted-keys.js';

const hex = (n: number): string => n.toString(16).padStart(6, '0');

describe('sorted keys', () => {
  it('stay sorted over many blocks, added and removed in any order', () => {
    const keys = new SortedKeys();
    const model = new Set<string>();
    for (let i = 0; i < 5_000; i++) {
      const key = hex((i * 7919) % 10_007);
      keys.add(key);
      model.add(key);
    }
    for (let i = 0; i < 5_000; i += 3) {
      const key = hex((i * 7919) % 10_007);
      keys.remove(key);
      model.delete(key);
    }
    const sorted = [...model].sort();
    expect(keys.withPrefix('')).toEqual(sorted);
    for (const prefix of ['00', '001', '0027', 'f'])
      expect(keys.withPrefix(prefix)).toEqual(sorted.filter((key) => key.startsWith(prefix)));
    for (const after of ['', '000000', hex(5_000), hex(10_006), 'ffffff'])
      expect(keys.after(after)).toBe(sorted.find((key) => key > after));
  });

  it('may become empty and be filled again', () => {
    const keys = new SortedKeys();
    for (let i = 0; i < 1_000; i++) keys.add(hex(i));
    for (let i = 0; i < 1_000; i++) keys.remove(hex(i));
    expect([keys.withPrefix(''), keys.after('')]).toEqual([[], undefined]);
    keys.add('05');
    expect(keys.after('')).toBe('05');
  });
});
