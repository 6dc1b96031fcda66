import { describe, expect, it } from 'vitest';
import { Writer, toHex } from '@yumanet/frame';
import { TestChain, account } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Authorities, CurrentSlot } from './storage.js';

const AURA = toHex(new TextEncoder().encode('aura'));

function slotLog(slot: bigint) {
  const writer = new Writer();
  writer.u64(slot);
  return { type: 'PreRuntime', value: [AURA, writer.finish()] } as const;
}

describe('Aura', () => {
  it('takes the slot from the header and holds the time against it', () => {
    const chain = new TestChain(finney202406, { aura: { authorities: [account(1)] } });
    expect(Authorities.get(chain.ctx)).toEqual([account(1)]);
    const slot = (chain.now + 12_000n) / 12_000n;
    chain.initialize([slotLog(slot)]);
    expect(CurrentSlot.get(chain.ctx)).toBe(slot);
    for (const inherent of chain.inherents()) expect(chain.apply(inherent)).toMatchObject({ ok: true });
  });

  it('refuses a slot that does not grow, and a time in another slot', () => {
    const chain = new TestChain(finney202406, {});
    const slot = (chain.now + 12_000n) / 12_000n;
    chain.initialize([slotLog(slot + 1n)]);
    const [inherent] = chain.inherents();
    expect(() => chain.apply(inherent ?? new Uint8Array())).toThrow(/Timestamp slot must match/);
    expect(() => chain.initialize([slotLog(slot + 1n)])).toThrow(/Slot must increase/);
  });

  it('asks nothing of a header without a slot', () => {
    const chain = new TestChain(finney202406, {});
    chain.block();
    expect(CurrentSlot.get(chain.ctx)).toBe(0n);
  });
});
