import { describe, expect, it } from 'vitest';
import { extrinsicState, isLast } from './extrinsic-status.js';

const hash = `0x${'ab'.repeat(32)}`;

describe('extrinsicState', () => {
  it.each([
    ['ready', { kind: 'ready' }, false],
    [{ broadcast: ['a'] }, { kind: 'broadcast' }, false],
    [{ inBlock: hash }, { kind: 'inBlock', blockHash: hash }, false],
    [{ retracted: hash }, { kind: 'retracted' }, false],
    [{ finalized: hash }, { kind: 'finalized', blockHash: hash }, true],
    [{ usurped: hash }, { kind: 'lost', why: 'usurped' }, true],
    ['dropped', { kind: 'lost', why: 'dropped' }, true],
    ['invalid', { kind: 'lost', why: 'invalid' }, true],
  ])('%j', (status, state, last) => {
    expect(extrinsicState(status)).toEqual(state);
    expect(isLast(extrinsicState(status))).toBe(last);
  });

  it.each([null, 5, {}, 'x', { inBlock: 'x' }])('refuses %j', (status) => {
    expect(() => extrinsicState(status)).toThrow(expect.objectContaining({ code: 'BAD_ANSWER' }) as Error);
  });
});
