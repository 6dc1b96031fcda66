import fc from 'fast-check';
import { compact } from 'scale-ts';
import { expect, it } from 'vitest';
import { fromHex } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { readLittleEndian } from './little-endian.js';
import { readBigCompact } from './read-big-compact.js';
import { runtimeVersionJson } from './runtime-version-json.js';

it('reads compacts of any size as scale-ts writes them', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), (value) => {
      expect(readBigCompact(new ByteReader(compact.enc(value)))).toBe(value);
    }),
  );
});

it('reads integers of any width', () => {
  expect(readLittleEndian(fromHex('ff00000000000001'))).toBe(0x1000000000000ffn);
  expect(readLittleEndian(new Uint8Array())).toBe(0n);
});

it('reads a runtime version', () => {
  const bytes = fromHex(
    `0c746f790c6e6f64${'01000000'}${'b9000000'}${'02000000'}04${'df6acb689907609b'}${'04000000'}${'01000000'}01`,
  );
  expect(runtimeVersionJson(bytes)).toEqual({
    specName: 'toy',
    implName: 'nod',
    authoringVersion: 1,
    specVersion: 185,
    implVersion: 2,
    apis: [['0xdf6acb689907609b', 4]],
    transactionVersion: 1,
    stateVersion: 1,
  });
});
