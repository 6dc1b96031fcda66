import { Codecs, toHex } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { dataType } from './data-type.js';

describe('Data', () => {
  const codecs = new Codecs({});
  const Data = dataType('a::Data', 64);

  it.each([
    [{ type: 'None' }, '00'],
    [{ type: 'Raw0', value: '' }, '01'],
    [{ type: 'Raw2', value: 'beef' }, '03beef'],
    [{ type: 'Raw64', value: '11'.repeat(64) }, `41${'11'.repeat(64)}`],
    [{ type: 'BlakeTwo256', value: '22'.repeat(32) }, `42${'22'.repeat(32)}`],
    [{ type: 'ShaThree256', value: '33'.repeat(32) }, `45${'33'.repeat(32)}`],
  ] as const)('%o', (value, hex) => {
    const encoded = codecs.encode(Data, value);
    expect(toHex(encoded)).toBe(hex);
    expect(codecs.decode(Data, encoded)).toEqual({ value: undefined, ...value });
  });

  it('no other leading byte is a value', () => {
    expect(() => codecs.decode(Data, Uint8Array.of(70))).toThrow('index of one of its variants');
  });
});
