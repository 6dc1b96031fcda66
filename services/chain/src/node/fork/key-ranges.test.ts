import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyRanges } from './key-ranges.js';

const DIGITS = '0123456789abcdef';

it('knows exactly what was added, in whatever order', () => {
  const bound = fc.nat(15);
  fc.assert(
    fc.property(fc.array(fc.tuple(bound, bound), { maxLength: 12 }), (added) => {
      const ranges = new KeyRanges();
      const known = new Set<number>();
      for (const [a, b] of added) {
        ranges.add(DIGITS[a]!, DIGITS[b]!);
        for (let i = a; i < b; i++) known.add(i);
      }
      for (let i = 0; i < 16; i++) {
        let end = i;
        while (known.has(end)) end++;
        expect(ranges.endOf(DIGITS[i]!)).toBe(known.has(i) ? DIGITS[end] : undefined);
      }
      for (let i = 1; i < ranges.list.length; i++)
        expect(ranges.list[i - 1]![1] < ranges.list[i]![0]).toBe(true);
    }),
  );
});
