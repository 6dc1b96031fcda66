import { beforeEach, describe, expect, it } from 'vitest';
import { bytes as BYTES, type OuterCall } from '@yumanet/frame';
import {
  TestChain,
  account,
  address,
  call,
  eventNames,
  failureName,
  type TestBlock,
} from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { derivativeAccount } from './calls/as-derivative.js';

const [ALICE, BOB, CAROL] = [account(1), account(2), account(3)];
const TAO = 10n ** 9n;
const pay = (to: string, value: bigint): OuterCall =>
  call('Balances', 'transfer_keep_alive', { dest: address(to), value });
const utility = (name: string, args: object): OuterCall => call('Utility', name, args);

/** Events of the call itself, without those of the fee and the block. */
const inner = (block: TestBlock): string[] =>
  eventNames(block).filter((name) => /^(Utility|Balances\.Transfer|System\.ExtrinsicFailed)/.test(name));

describe('Utility', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: {
        balances: [
          [ALICE, 10n * TAO],
          [BOB, 10n * TAO],
        ],
      },
      sudo: { key: BOB },
    });
  });

  const send = (outer: OuterCall): TestBlock => chain.send(ALICE, outer);
  const calls = [pay(CAROL, TAO), pay(CAROL, 15n * TAO), pay(CAROL, TAO)];

  it('batch stops at the first failure and keeps what came before', () => {
    const block = send(utility('batch', { calls }));
    expect(inner(block)).toEqual(['Balances.Transfer', 'Utility.ItemCompleted', 'Utility.BatchInterrupted']);
    expect(
      block.events.find(({ event }) => event.value.type === 'BatchInterrupted')?.event.value.value,
    ).toEqual({
      index: 1,
      error: { type: 'Token', value: { type: 'FundsUnavailable', value: undefined } },
    });
    expect(chain.free(CAROL)).toBe(TAO);
  });

  it('batch_all undoes everything', () => {
    const block = send(utility('batch_all', { calls }));
    expect(inner(block)).toEqual(['System.ExtrinsicFailed']);
    expect(failureName(finney202406, block)).toBe('Token.FundsUnavailable');
    expect(chain.free(CAROL)).toBe(0n);
    const good = send(utility('batch_all', { calls: [pay(CAROL, TAO), pay(CAROL, TAO)] }));
    expect(inner(good).at(-1)).toBe('Utility.BatchCompleted');
    expect(chain.free(CAROL)).toBe(2n * TAO);
  });

  it('force_batch does what can be done', () => {
    const block = send(utility('force_batch', { calls }));
    expect(inner(block)).toEqual([
      'Balances.Transfer',
      'Utility.ItemCompleted',
      'Utility.ItemFailed',
      'Balances.Transfer',
      'Utility.ItemCompleted',
      'Utility.BatchCompletedWithErrors',
    ]);
    expect(chain.free(CAROL)).toBe(2n * TAO);
  });

  it('does not nest batch_all, and limits the number of calls', () => {
    const nested = utility('batch_all', { calls: [utility('batch_all', { calls: [] })] });
    expect(failureName(finney202406, send(nested))).toBe('System.CallFiltered');
    const remark = call('System', 'remark', { remark: new Uint8Array() });
    const many = utility('batch', { calls: new Array<OuterCall>(10_923).fill(remark) });
    expect(failureName(finney202406, send(many))).toBe('Utility.TooManyCalls');
  });

  it('charges what the items really cost', () => {
    const before = chain.free(ALICE);
    const info = chain.ctx.info(utility('batch', { calls }));
    const block = send(utility('batch', { calls }));
    const paid = block.events.find(({ event }) => event.type === 'TransactionPayment')?.event.value.value;
    expect(info.weight.ref_time).toBe(3n * 161_900_000n + 16_943_157n + 3n * 4_653_855n);
    // Two of three calls were tried.
    const used = 2n * 161_900_000n + 16_943_157n + 2n * 4_653_855n;
    const length = BigInt(chain.encode(BYTES, chain.signed(ALICE, utility('batch', { calls }))).length);
    const fee = 124_414n + (used + 500n) / 1000n + length;
    expect(paid).toEqual({ who: ALICE, actual_fee: fee, tip: 0n });
    expect(chain.free(ALICE)).toBe(before - TAO - fee);
  });

  it('acts as a numbered alias', () => {
    // createKeyDerived(//Alice, 7) of @polkadot/util-crypto.
    const alice = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
    expect(derivativeAccount(alice, 7)).toBe(
      '63d33ee47719f264c03143b0f4d69ff1751b7e2da5697cbf6906c74d734dcd28',
    );
    const alias = derivativeAccount(ALICE, 7);
    send(pay(alias, 2n * TAO));
    const block = send(utility('as_derivative', { index: 7, call: pay(CAROL, TAO) }));
    expect(failureName(finney202406, block)).toBe('ok');
    expect([chain.free(alias), chain.free(CAROL)]).toEqual([TAO, TAO]);
    expect(
      failureName(finney202406, send(utility('as_derivative', { index: 8, call: pay(CAROL, TAO) }))),
    ).toBe('Token.FundsUnavailable');
  });

  it('dispatches as anybody, and at any weight, for root', () => {
    const as_origin = { type: 'system', value: { type: 'Signed', value: ALICE } };
    const asAlice = utility('dispatch_as', { as_origin, call: pay(CAROL, TAO) });
    expect(failureName(finney202406, send(asAlice))).toBe('BadOrigin');
    const block = chain.send(BOB, call('Sudo', 'sudo', { call: asAlice }));
    expect(inner(block)).toEqual(['Balances.Transfer', 'Utility.DispatchedAs']);
    const weight = { ref_time: 1n, proof_size: 0n };
    const forced = call('Balances', 'force_transfer', {
      source: address(ALICE),
      dest: address(CAROL),
      value: TAO,
    });
    chain.send(BOB, call('Sudo', 'sudo', { call: utility('with_weight', { call: forced, weight }) }));
    expect(chain.free(CAROL)).toBe(2n * TAO);
  });

  it('is closed to unsigned origins', () => {
    chain.initialize();
    const unsigned = chain.unsigned(utility('batch', { calls: [] }));
    expect(chain.validate(unsigned)).toMatchObject({
      ok: false,
      value: { type: 'Unknown', value: { type: 'NoUnsignedValidator' } },
    });
    expect(chain.apply(unsigned)).toMatchObject({
      ok: true,
      value: { ok: false, value: { type: 'BadOrigin' } },
    });
  });
});
