import { describe, expect, it } from 'vitest';
import { fxs } from '../testing/exact.js';
import { pruningScores } from './pruning-scores.js';

describe('pruningScores', () => {
  it('are upscaled to 65535 and rounded, unlike every other stored vector', () => {
    expect(pruningScores(fxs(0.5, 0.25, 0))).toEqual(Uint16Array.of(65535, 32768, 0)); // 32767.5
  });

  it('are 0 where nobody earned', () => {
    expect(pruningScores(fxs(0, 0))).toEqual(Uint16Array.of(0, 0));
  });
});
