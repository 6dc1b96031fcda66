import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computePrimitive, PRIMITIVES } from './primitives.js';

const refuses = (code: string) => expect.objectContaining({ code }) as Error;

describe('computePrimitive', () => {
  it('reads arguments, computes and writes the result', () => {
    expect(computePrimitive({ fn: 'exp_safe', args: ['4294967296'] })).toBe('11674931200');
    expect(computePrimitive({ fn: 'is_topk', args: [['5', '5', '1'], 1] })).toEqual([0, 1, 0]);
    expect(computePrimitive({ fn: 'mat_ema_sparse', args: [[[[0, '4']]], [[]], '2147483648'] })).toEqual([
      [[0, '2']],
    ]);
    expect(computePrimitive({ fn: 'emission_mul_u64', args: ['2147483648', '1001'] })).toBe('500');
  });

  it('has every function that the vectors name', () => {
    const file = new URL('../../test/vectors/primitives_public.jsonl', import.meta.url);
    const named = [...readFileSync(file, 'utf8').matchAll(/"fn": ?"([a-z0-9_]+)"/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(1000);
    expect([...new Set(named)].filter((name) => !PRIMITIVES.has(name))).toEqual([]);
  });

  it('refuses unknown names, a wrong number of arguments and wrong arguments', () => {
    expect(() => computePrimitive({ fn: 'exp', args: [] })).toThrow(refuses('UNKNOWN_FUNCTION'));
    expect(() => computePrimitive({ fn: 'toString', args: [] })).toThrow(refuses('UNKNOWN_FUNCTION'));
    expect(() => computePrimitive({ fn: 'exp_safe', args: ['1', '2'] })).toThrow(refuses('LENGTH_MISMATCH'));
    expect(() => computePrimitive({ fn: 'exp_safe', args: [0.5] })).toThrow('args[0]: expected an integer');
    expect(() => computePrimitive({ fn: 'exp_safe' })).toThrow(refuses('MISSING_FIELD'));
  });

  it('refuses where upstream would panic', () => {
    expect(() => computePrimitive({ fn: 'i32f32_saturating_div', args: ['1', '0'] })).toThrow(
      refuses('ARITHMETIC'),
    );
  });
});
