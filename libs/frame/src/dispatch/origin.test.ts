import { describe, expect, it } from 'vitest';
import * as o from './origin.js';

const WHO = 'ab'.repeat(32);
const motion = o.originOf({ type: 'Triumvirate', value: { type: 'Members', value: [2, 3] } });

describe('origins', () => {
  it('are told apart', () => {
    expect(o.signer(o.signed(WHO))).toBe(WHO);
    expect([o.ROOT, o.NONE, motion].map(o.signer)).toEqual([undefined, undefined, undefined]);
    expect([o.ROOT, o.NONE, o.signed(WHO), motion].map(o.isRoot)).toEqual([true, false, false, false]);
  });

  it('are demanded', () => {
    expect(o.ensureSigned(o.signed(WHO))).toBe(WHO);
    expect(o.ensureSignedOrRoot(o.signed(WHO))).toBe(WHO);
    expect(o.ensureSignedOrRoot(o.ROOT)).toBeUndefined();
    o.ensureRoot(o.ROOT);
    o.ensureNone(o.NONE);
  });

  it.each([
    ['ensureSigned', () => o.ensureSigned(o.ROOT)],
    ['ensureRoot', () => o.ensureRoot(o.signed(WHO))],
    ['ensureNone', () => o.ensureNone(o.signed(WHO))],
    ['ensureSignedOrRoot', () => o.ensureSignedOrRoot(motion)],
  ])('%s refuses the rest', (_name, run) => {
    expect(run).toThrow('BadOrigin');
  });

  it('collect filters', () => {
    const none = (): boolean => false;
    expect(o.withFilter(o.withFilter(o.ROOT, none), none).filters).toHaveLength(2);
    expect(o.ROOT.filters).toEqual([]);
  });
});
