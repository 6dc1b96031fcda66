import { describe, expect, it } from 'vitest';
import { fromText } from './from-text.js';

describe('fromText', () => {
  it.each([
    ['number', '12', 12],
    ['number', ' 1e3 ', 1000],
    ['number', '', ''],
    ['number', '0x10', '0x10'],
    ['number', 'tcp://10.0.0.1:80', 'tcp://10.0.0.1:80'],
    ['bigint', '18446744073709551615', 18446744073709551615n],
    ['bigint', '1.5', '1.5'],
    ['boolean', 'Yes', true],
    ['boolean', '0', false],
    ['boolean', 'maybe', 'maybe'],
    ['list', 'a, b', ['a', 'b']],
    ['list', '', []],
    ['json', '{"a":1}', { a: 1 }],
    ['json', '{', '{'],
    ['string', ' x ', ' x '],
  ] as const)('%s %j', (kind, text, value) => {
    expect(fromText(kind, text)).toEqual(value);
  });
});
