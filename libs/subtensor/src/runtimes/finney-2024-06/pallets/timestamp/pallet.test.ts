import { describe, expect, it } from 'vitest';
import { Block, CheckInherentsResult, InherentDataType, Writer, toHex, type ValueOf } from '@yumanet/frame';
import { TestChain, account, call } from '../../../../testing/index.js';
import { createFinney202406, finney202406 } from '../../runtime.js';
import { Now } from './storage.js';

const set = (chain: TestChain, now: bigint): Uint8Array => chain.unsigned(call('Timestamp', 'set', { now }));

describe('Timestamp', () => {
  it('is set once in every block', () => {
    const chain = new TestChain(finney202406, {});
    chain.block();
    expect(Now.get(chain.ctx)).toBe(chain.now);
    chain.initialize();
    expect(() => chain.call('BlockBuilder_finalize_block')).toThrow(/Timestamp must be updated once/);
    chain.apply(set(chain, chain.now));
    expect(() => chain.apply(set(chain, chain.now + 12_000n))).toThrow(/only once/);
  });

  it('grows by at least the minimum period, which a network may shorten', () => {
    const chain = new TestChain(finney202406, {});
    chain.block();
    const last = Now.get(chain.ctx);
    chain.initialize();
    expect(() => chain.apply(set(chain, last + 5_999n))).toThrow(/at least/);
    const fast = new TestChain(createFinney202406({ millisecondsPerBlock: 250n }), {});
    fast.block();
    const before = Now.get(fast.ctx);
    fast.initialize();
    expect(fast.apply(set(fast, before + 125n))).toMatchObject({ ok: true, value: { ok: true } });
  });

  it('offers the clock, or the earliest time that is allowed', () => {
    const chain = new TestChain(finney202406, {});
    chain.block();
    chain.now -= 12_000n;
    const block = chain.block();
    expect(block.results).toEqual([]);
    expect(Now.get(chain.ctx)).toBe(chain.now + 6_000n);
  });

  it('is no transaction: the pool refuses it, and signed it fails', () => {
    const chain = new TestChain(finney202406, { balances: { balances: [[account(1), 10n ** 10n]] } });
    const refused = { ok: false, value: { type: 'Invalid', value: { type: 'MandatoryValidation' } } };
    expect(chain.validate(set(chain, 1n))).toMatchObject(refused);
    chain.initialize();
    const signed = chain.signed(account(1), call('Timestamp', 'set', { now: 1n }));
    expect(chain.apply(signed)).toMatchObject({ ok: false, value: { value: { type: 'BadMandatory' } } });
  });

  it('is checked against the clock of an importing node', () => {
    const chain = new TestChain(finney202406, {});
    const { header } = chain.block();
    const check = (now: bigint, clock: bigint): ValueOf<typeof CheckInherentsResult> => {
      const data = new Writer();
      data.u64(clock);
      const id = toHex(new TextEncoder().encode('timstap0'));
      const input = new Writer();
      input.raw(chain.encode(Block, { header, extrinsics: [set(chain, now)] }));
      input.raw(chain.encode(InherentDataType, { data: [[id, data.finish()]] }));
      return chain.decode(CheckInherentsResult, chain.call('BlockBuilder_check_inherents', input.finish()));
    };
    const next = Now.get(chain.ctx) + 12_000n;
    expect(check(next, next)).toEqual({ okay: true, fatal_error: false, errors: { data: [] } });
    expect(check(next, next - 31_000n)).toMatchObject({ okay: false, fatal_error: true });
    expect(check(next - 12_000n, next)).toMatchObject({ okay: false, fatal_error: true });
  });
});
