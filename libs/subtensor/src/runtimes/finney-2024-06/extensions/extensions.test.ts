import { beforeEach, describe, expect, it } from 'vitest';
import { AccountId32, encode, toHex, tuple, u32 } from '@yumanet/frame';
import { TestChain, account, address, call, failureName } from '../../../testing/index.js';
import { Account, AllExtrinsicsLen, BlockWeight } from '../pallets/system/storage.js';
import { TotalIssuance } from '../pallets/balances/storage.js';
import { finney202406 } from '../runtime.js';
import { birth, mortality } from './era.js';

const [ALICE, POOR] = [account(1), account(2)];
const remark = call('System', 'remark', { remark: Uint8Array.of(1) });
const MAX = (1n << 64n) - 1n;

describe('signed extensions', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [[ALICE, 10n ** 10n]] },
      sudo: { key: ALICE },
    });
  });

  const validate = (...args: Parameters<TestChain['signed']>): unknown =>
    chain.validate(chain.signed(...args));
  const refused = (type: string): object => ({ ok: false, value: { type: 'Invalid', value: { type } } });
  const send = (...args: Parameters<TestChain['signed']>): string =>
    failureName(finney202406, chain.block(chain.signed(...args)));

  it('tell the pool priority, tags and longevity, and leave the state as it was', () => {
    const root = chain.storage.root();
    const tag = (nonce: number): Uint8Array =>
      encode(chain.ctx.codecs.of(tuple(AccountId32, u32)), [ALICE, nonce]);
    expect(validate(ALICE, remark)).toEqual({
      ok: true,
      value: { priority: MAX, requires: [], provides: [tag(0)], longevity: MAX, propagate: true },
    });
    expect(validate(ALICE, remark, { nonce: 2 })).toMatchObject({
      value: { requires: [tag(1)], provides: [tag(2)] },
    });
    expect(chain.storage.root()).toEqual(root);
    expect(chain.storage.depth).toBe(0);
  });

  it('refuse what cannot be, by name', () => {
    expect(validate(account(0), remark)).toMatchObject(refused('BadSigner'));
    expect(validate(POOR, remark)).toMatchObject(refused('Payment'));
    expect(validate(ALICE, remark, { tip: 10n ** 10n })).toMatchObject(refused('Payment'));
    chain.send(ALICE, remark);
    expect(validate(ALICE, remark, { nonce: 0 })).toMatchObject(refused('Stale'));
    const heavy = call('Sudo', 'sudo_unchecked_weight', {
      call: remark,
      weight: { ref_time: MAX, proof_size: 0n },
    });
    expect(validate(ALICE, heavy)).toMatchObject(refused('ExhaustsResources'));
    const long = call('System', 'remark', { remark: new Uint8Array(7_864_320) });
    expect(validate(ALICE, long)).toMatchObject(refused('ExhaustsResources'));
  });

  it('let each nonce into a block once, in order', () => {
    expect(send(ALICE, remark, { nonce: 1 })).toBe('refused: Future');
    expect(send(ALICE, remark)).toBe('ok');
    expect(send(ALICE, remark, { nonce: 0 })).toBe('refused: Stale');
    expect(Account.get(chain.ctx, ALICE).nonce).toBe(1);
  });

  it('leave nothing of a refused transaction', () => {
    chain.initialize();
    for (const inherent of chain.inherents()) chain.apply(inherent);
    const root = chain.storage.root();
    expect(chain.apply(chain.signed(POOR, remark))).toMatchObject(refused('Payment'));
    expect(chain.apply(chain.signed(ALICE, remark, { nonce: 9 }))).toMatchObject(refused('Future'));
    // What remains is that the inherents are over.
    const after = chain.storage.root();
    expect(chain.storage.depth).toBe(0);
    expect(after).toEqual(root);
  });

  it('charge a failed call all the same, tip included, and burn the fee', () => {
    const before = TotalIssuance.get(chain.ctx);
    const pay = call('Balances', 'transfer_keep_alive', { dest: address(POOR), value: 1n });
    const block = chain.send(ALICE, pay, { tip: 1_000n });
    expect(failureName(finney202406, block)).toBe('Token.BelowMinimum');
    const paid = block.events.find(({ event }) => event.type === 'TransactionPayment')?.event.value.value;
    const { actual_fee, tip } = paid as { actual_fee: bigint; tip: bigint };
    expect(tip).toBe(1_000n);
    expect(TotalIssuance.get(chain.ctx)).toBe(before - actual_fee);
    expect(chain.free(ALICE)).toBe(10n ** 10n - actual_fee);
  });

  it('give back what a call did not use, and count weight and length of the block', () => {
    const heavy = call('Sudo', 'sudo_unchecked_weight', {
      call: remark,
      weight: { ref_time: 10n ** 12n, proof_size: 0n },
    });
    const before = chain.free(ALICE);
    chain.initialize();
    for (const inherent of chain.inherents()) chain.apply(inherent);
    expect(chain.apply(chain.signed(ALICE, heavy))).toMatchObject({ ok: true });
    // Sudo's calls turn out free; weight has no actual figure, so the declared one counts.
    expect(BlockWeight.get(chain.ctx).normal.ref_time).toBe(10n ** 12n + 124_414_000n);
    expect(AllExtrinsicsLen.get(chain.ctx)).toBeGreaterThan(100);
    expect(chain.free(ALICE)).toBe(before);
  });

  it('keep a block within its weight', () => {
    const heavy = (nonce: number): Uint8Array =>
      chain.signed(
        ALICE,
        call('Sudo', 'sudo_unchecked_weight', {
          call: remark,
          weight: { ref_time: 2n * 10n ** 12n, proof_size: 0n },
        }),
        { nonce },
      );
    const { results } = chain.block(heavy(0), heavy(1));
    expect(results).toMatchObject([{ ok: true }, refused('ExhaustsResources')]);
  });

  it('hold a transaction to its era', () => {
    for (let i = 0; i < 10; i++) chain.block();
    // Period 4, phase 2: alive from block 10 to 13.
    const era = { type: 'Mortal33', value: 0 };
    expect(mortality(era)).toEqual({ period: 4, phase: 2 });
    expect(validate(ALICE, remark, { era })).toMatchObject({ ok: true, value: { longevity: 3n } });
    chain.number = 5_000;
    chain.block();
    expect(validate(ALICE, remark, { era })).toMatchObject(refused('AncientBirthBlock'));
    expect(() =>
      chain.validate(chain.signed(ALICE, remark, { era: { type: 'Mortal1', value: 255 } })),
    ).toThrow(/era/);
  });

  it('sign what they add: versions, genesis and birth', () => {
    const messages: Uint8Array[] = [];
    const spy = new TestChain(
      finney202406,
      { balances: { balances: [[ALICE, 10n ** 10n]] } },
      { verifySignature: (_kind, _signature, message) => (messages.push(message), true) },
    );
    spy.send(ALICE, remark);
    const zero = '00'.repeat(32);
    // Call, era, nonce, tip, then spec version 185, transaction version 1, and the hash of block 0 twice.
    expect(messages.map(toHex)).toEqual([`0000040100${'0000'}b900000001000000${zero}${zero}`]);
    spy.send(ALICE, call('System', 'remark', { remark: new Uint8Array(300) }));
    expect(messages.at(-1)).toHaveLength(32);
  });

  it('demand a valid signature', () => {
    const strict = new TestChain(
      finney202406,
      { balances: { balances: [[ALICE, 10n ** 10n]] } },
      { verifySignature: () => false },
    );
    expect(strict.validate(strict.signed(ALICE, remark))).toMatchObject(refused('BadProof'));
    expect(failureName(finney202406, strict.send(ALICE, remark))).toBe('refused: BadProof');
  });
});

describe('eras', () => {
  it.each([
    [{ type: 'Immortal' }, 77, 0],
    [{ type: 'Mortal33', value: 0 }, 9, 6],
    [{ type: 'Mortal33', value: 0 }, 1, 2],
    // Period 64, phase 42, as polkadot-js encodes { current: 42, period: 64 }.
    [{ type: 'Mortal165', value: 2 }, 100, 42],
    [{ type: 'Mortal165', value: 2 }, 106, 106],
  ])('%o seen at %i was born at %i', (era, current, born) => {
    expect(birth(mortality(era), current)).toBe(born);
  });
});
