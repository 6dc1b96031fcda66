import { describe, expect, it } from 'vitest';
import { scoringDueOf, subjectsOf } from './subjects.js';

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

describe('scoringDueOf', () => {
  const hotkey = 'ab'.repeat(32);
  it('is of one validator, below the stream’s own', () => {
    expect(scoringDueOf('demo', hotkey, 7)).toBe(`${subjectsOf('demo').scoringDue}.${hotkey}.7`);
  });
  it.each([
    ['*', 1],
    [hotkey.toUpperCase(), 1],
    [hotkey, -1],
    [hotkey, 65_536],
    [hotkey, 1.5],
  ])('refuses %j and %j', (name, netuid) => {
    expect(() => scoringDueOf('demo', name, netuid)).toThrow(RangeError);
  });
});
