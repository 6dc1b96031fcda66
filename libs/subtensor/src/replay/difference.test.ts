import { describe, expect, it } from 'vitest';
import { ReplayDifference, expectEqual } from './difference.js';

describe('differences', () => {
  it('numbers and decimal strings are the same thing, other values are not', () => {
    expect(() => expectEqual('x', ['1', 2], [1n, 2])).not.toThrow();
    expect(() => expectEqual('x', '1', 2n)).toThrow('x: expected "1", got "2"');
    expect(() => expectEqual('x', null, undefined)).toThrow('x: expected null, got nothing');
    expect(() => expectEqual('x', true, 1)).toThrow(ReplayDifference);
  });

  it('long values are cut', () => {
    expect(new ReplayDifference('x', 'a'.repeat(1_000), 0).message.length).toBeLessThan(340);
  });
});
