import { subnetError, type Codec } from '@yumanet/subnet-kit';
import { PRIME, type Matrix } from './field.js';

/** Before the elements: `n`, two bytes. */
const HEADER_BYTES = 2;

/** The product, as `n` and then its elements: two bytes each, little-endian. */
export const productCodec: Codec<Matrix> = {
  encode({ n, elements }) {
    const bytes = Buffer.alloc(HEADER_BYTES + 2 * elements.length);
    bytes.writeUInt16LE(n);
    for (let i = 0; i < elements.length; i += 1) bytes.writeUInt16LE(elements[i]!, HEADER_BYTES + 2 * i);
    return bytes;
  },

  decode(given) {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const n = bytes.length < HEADER_BYTES ? 0 : bytes.readUInt16LE();
    if (n === 0 || bytes.length !== HEADER_BYTES + 2 * n * n)
      throw invalid(`n and n × n elements of two bytes`, `${bytes.length} bytes`);
    const elements = new Uint16Array(n * n);
    for (let i = 0; i < elements.length; i += 1) elements[i] = bytes.readUInt16LE(HEADER_BYTES + 2 * i);
    const wrong = elements.find((element) => element >= PRIME);
    if (wrong !== undefined) throw invalid(`elements below ${PRIME}`, String(wrong));
    return { n, elements };
  },
};

function invalid(expected: string, got: string) {
  return subnetError('BODY_INVALID', `compute answer: expected ${expected}, got ${got}`, { expected, got });
}
