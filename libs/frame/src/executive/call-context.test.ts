import { beforeEach, describe, expect, it } from 'vitest';
import { ROOT, signed, withFilter } from '../dispatch/origin.js';
import type { OuterCall } from '../pallet/call.js';
import { memoryStorage } from '../testing/memory-storage.js';
import { Count, Owner, toyRuntime } from '../testing/toy-runtime.fixture.js';
import { CallContext, type EventRecordValue } from './call-context.js';

const WHO = 'ab'.repeat(32);
const host = { verifySignature: () => false };
const toy = (type: string, value: unknown = {}): OuterCall => ({ type: 'Toy', value: { type, value } });
const count = (fail: boolean): OuterCall => toy('count', { fail });

describe('CallContext', () => {
  let stored: EventRecordValue[];
  let ctx: CallContext;

  beforeEach(() => {
    stored = [];
    const runtime = toyRuntime({ store: (_ctx, events) => void stored.push(...events) });
    ctx = new CallContext(runtime.linked, memoryStorage(), host);
  });

  const names = (): string[] => {
    ctx.flush();
    return stored.map(({ event }) => event.value.type);
  };

  it('keeps what a call did, and its events', () => {
    expect(ctx.dispatch(count(false), signed(WHO))).toEqual({ ok: true, post: {} });
    expect(Count.get(ctx)).toBe(1n);
    expect(names()).toEqual(['Counted']);
  });

  it('leaves nothing of a failed call but its error, with the index of its pallet', () => {
    expect(ctx.dispatch(count(true), signed(WHO))).toEqual({
      ok: false,
      error: { type: 'Module', value: { index: 9, error: '00000000' } },
      post: {},
    });
    expect(Count.get(ctx)).toBe(0n);
    expect(names()).toEqual([]);
  });

  it('undoes only the inner call that failed', () => {
    const all = toy('try_all', { calls: [count(false), count(true), count(false)] });
    expect(ctx.dispatch(all, signed(WHO)).ok).toBe(true);
    expect(Count.get(ctx)).toBe(2n);
    expect(names()).toEqual(['Counted', 'Tried', 'Counted']);
  });

  it('checks origins', () => {
    const refused = ctx.dispatch(count(false), ROOT);
    expect(refused).toMatchObject({ ok: false, error: { type: 'BadOrigin' } });
  });

  it('filters calls for everybody but root', () => {
    const filtered = { ok: false, error: { type: 'Module', value: { index: 0, error: '00000000' } } };
    expect(ctx.dispatch(toy('reset'), signed(WHO))).toMatchObject(filtered);
    expect(ctx.dispatch(toy('reset'), ROOT).ok).toBe(true);
    const origin = withFilter(signed(WHO), (call) => call.value.type !== 'count');
    expect(ctx.dispatch(count(false), origin)).toMatchObject(filtered);
    expect(ctx.dispatchBypassFilter(count(false), origin).ok).toBe(true);
  });

  it('lets calls dispatch calls with another origin', () => {
    Owner.put(ctx, WHO);
    ctx.dispatch(count(false), signed(WHO));
    expect(ctx.dispatch(toy('as_root', { call: toy('reset') }), signed(WHO)).ok).toBe(true);
    expect(Count.get(ctx)).toBe(0n);
    const stranger = ctx.dispatch(toy('as_root', { call: toy('reset') }), signed('cd'.repeat(32)));
    expect(stranger).toMatchObject({ error: { type: 'Module', value: { index: 9, error: '01000000' } } });
  });

  it('derives weight, class and pays from the declaration and the arguments', () => {
    const all = toy('try_all', { calls: [count(false), count(false)] });
    expect(ctx.info(all)).toEqual({
      weight: { ref_time: 2_007n, proof_size: 0n },
      class: { type: 'Normal' },
      pays_fee: { type: 'Yes' },
    });
    expect(ctx.info(toy('as_root', { call: count(false) }))).toMatchObject({
      class: { type: 'Operational' },
      pays_fee: { type: 'No' },
    });
  });

  it('weighs deeply nested calls once each', () => {
    let call = count(false);
    for (let depth = 0; depth < 200; depth++) call = toy('try_all', { calls: [call, call] });
    expect(ctx.info(call).weight.ref_time).toBeGreaterThan(0n);
  });

  it('limits nested layers as upstream does', () => {
    let call = count(false);
    for (let depth = 0; depth < 300; depth++) call = toy('try_all', { calls: [call] });
    expect(ctx.dispatch(call, signed(WHO)).ok).toBe(true);
    expect(Count.get(ctx)).toBe(0n);
    ctx.flush();
    expect(stored).toHaveLength(1);
    expect(stored[0]?.event.value).toEqual({
      type: 'Tried',
      value: { type: 'Transactional', value: { type: 'LimitReached' } },
    });
  });

  it('closes its layers on any throw', () => {
    const storage = memoryStorage();
    const other = new CallContext(toyRuntime().linked, storage, host);
    expect(() =>
      other.transactional(() => {
        Count.put(other, 5n);
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(storage.depth).toBe(0);
    expect(Count.get(other)).toBe(0n);
  });
});
