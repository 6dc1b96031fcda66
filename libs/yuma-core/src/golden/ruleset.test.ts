import { describe, expect, it } from 'vitest';
import { runnable } from './ruleset.js';

describe('runnable', () => {
  it('accepts a line that says nothing, or says it right', () => {
    expect(() => runnable({ input: {} }, '2026')).not.toThrow();
    expect(() => runnable({ ruleset: '2024', input: { ruleset: '2024' } }, '2024')).not.toThrow();
    expect(() => runnable({ input: null }, '2024')).not.toThrow();
  });

  it.each([
    ['on the line', { ruleset: '2024' }],
    ['in the input', { input: { ruleset: '2024' } }],
    ['as a number', { ruleset: 2026 }],
    ['as null', { ruleset: null }],
  ])('refuses another ruleset %s', (_where, line) => {
    expect(() => runnable(line, '2026')).toThrow(expect.objectContaining({ code: 'UNKNOWN_RULESET' }));
  });
});
