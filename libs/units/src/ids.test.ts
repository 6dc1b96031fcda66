import { describe, expect, it } from 'vitest';
import { UnitError } from './errors.js';
import { parseBlockNumber, parseNetuid, parseNonce, parseTempo, parseUid } from './ids.js';

describe('ids', () => {
  it('takes numbers and their digits up to the end of the range', () => {
    expect(parseNetuid(0)).toBe(0);
    expect(parseNetuid('65535')).toBe(65_535);
    expect(parseUid(255)).toBe(255);
    expect(parseTempo('360')).toBe(360);
    expect(parseBlockNumber(4_294_967_295)).toBe(4_294_967_295);
    expect(parseNonce('0')).toBe(0);
  });

  it.each([65_536, -1, 1.5, Number.NaN, '', '007', '1e3', ' 1', null, undefined, 1n, {}])(
    'refuses %s as a netuid',
    (value) => {
      expect(() => parseNetuid(value)).toThrow(UnitError);
    },
  );

  it('says what was expected and what came', () => {
    expect(() => parseUid('x', 'uid of the weights')).toThrow(
      'uid of the weights: expected a whole number from 0 to 65535, got "x"',
    );
  });
});
