import { describe, expect, it } from 'vitest';
import { answerCodec, answerOf } from './answer.js';

const even = Array<number>(10).fill(0.1);
const encoded = (probabilities: unknown) => Buffer.from(JSON.stringify({ probabilities }));

describe('an answer', () => {
  it('travels with four decimals', () => {
    const values = Float32Array.from([...even, 0.12345, 0.87655, 0, 0, 0, 0, 0, 0, 0, 0]);
    const answer = answerCodec.decode(answerCodec.encode(answerOf(values)));
    expect(answer.probabilities).toHaveLength(2);
    expect(answer.probabilities[1]?.slice(0, 3)).toEqual([0.1235, 0.8766, 0]);
  });

  it.each([
    ['a row that sums to two', [Array<number>(10).fill(0.2)]],
    ['a negative probability', [[-0.1, 0.2, ...even.slice(1)]]],
    ['nine digits', [even.slice(1)]],
    ['no image', []],
    ['infinity', [['Infinity', ...even.slice(1)]]],
  ])('is refused with %s', (_what, probabilities) => {
    expect(() => answerCodec.decode(encoded(probabilities))).toThrow(
      expect.objectContaining({ code: 'BODY_INVALID' }),
    );
  });
});
