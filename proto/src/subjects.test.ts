import { describe, expect, it } from 'vitest';
import { subjectsOf } from './subjects.js';

describe('subjectsOf', () => {
  it('names owner, noun and what happened', () => {
    expect(subjectsOf('local').blockFinalized).toBe('yumanet.local.chain.block.finalized');
  });

  it('never gives two networks the same subject, stream or bucket', () => {
    const all = ['a', 'b'].flatMap((network) => Object.values<string>({ ...subjectsOf(network) }));
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(['', 'Local', 'a.b', 'a b', '*', '>', 'x'.repeat(33)])('refuses %j as a network', (name) => {
    expect(() => subjectsOf(name)).toThrow(RangeError);
  });
});
