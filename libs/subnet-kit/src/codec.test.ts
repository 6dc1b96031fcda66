import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonCodec } from './codec.js';

const codec = jsonCodec(z.strictObject({ images: z.array(z.string().max(3)).max(2) }), 'a task');

describe('jsonCodec', () => {
  it('gives back what was encoded', () => {
    expect(codec.decode(codec.encode({ images: ['a', 'b'] }))).toEqual({ images: ['a', 'b'] });
  });

  it.each([
    ['no JSON', Buffer.from('{')],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['nothing', Buffer.from('')],
    ['a field too long', Buffer.from('{"images":["abcd"]}')],
    ['too many', Buffer.from('{"images":["a","b","c"]}')],
    ['a field nobody knows', Buffer.from('{"images":[],"more":1}')],
  ])('refuses %s', (_what, bytes) => {
    expect(() => codec.decode(bytes)).toThrow(expect.objectContaining({ code: 'BODY_INVALID' }));
  });
});
