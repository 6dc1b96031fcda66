import { beforeEach, describe, expect, it } from 'vitest';
import { blake2_256, toHex, type OuterCall } from '@yumanet/frame';
import { TestChain, account, address, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { multiAccount } from './signatories.js';
import { Multisigs } from './storage.js';

const [A, B, C, D] = [account(1), account(2), account(3), account(4)];
const TAO = 10n ** 9n;
const MULTI = multiAccount([A, B, C], 2);
const DEPOSIT = 132_000_000n + 2n * 32_000_000n;
const pay = call('Balances', 'transfer_keep_alive', { dest: address(D), value: TAO });
const max_weight = { ref_time: 10n ** 9n, proof_size: 10n ** 5n };

describe('Multisig', () => {
  let chain: TestChain;
  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: { balances: [A, B, C, MULTI].map((who) => [who, 10n * TAO]) },
    });
  });

  const hash = (): string => toHex(blake2_256(chain.ctx.encodeCall(pay)));
  const send = (who: string, outer: OuterCall): string => failureName(finney202406, chain.send(who, outer));
  const others = (who: string): string[] => [A, B, C].filter((each) => each !== who);
  const approve = (who: string, change: object = {}): OuterCall =>
    call('Multisig', 'as_multi', {
      threshold: 2,
      other_signatories: others(who),
      maybe_timepoint: undefined,
      call: pay,
      max_weight,
      ...change,
    });
  const begin = (): { height: number; index: number } => {
    expect(send(A, approve(A))).toBe('ok');
    const known = Multisigs.get(chain.ctx, MULTI, hash());
    if (known === undefined) throw new Error('expected an operation');
    return known.when;
  };

  it('needs two of three to spend, and gives the deposit back', () => {
    const maybe_timepoint = begin();
    expect(maybe_timepoint).toEqual({ height: 1, index: 1 });
    expect(chain.reserved(A)).toBe(DEPOSIT);
    const block = chain.send(C, approve(C, { maybe_timepoint }));
    expect(eventNames(block)).toContain('Multisig.MultisigExecuted');
    expect(chain.free(D)).toBe(TAO);
    expect(chain.free(MULTI)).toBe(9n * TAO);
    expect(chain.reserved(A)).toBe(0n);
    expect(Multisigs.get(chain.ctx, MULTI, hash())).toBeUndefined();
  });

  it('takes approvals by hash, and the call from the last', () => {
    const byHash = (who: string, change: object = {}): OuterCall =>
      call('Multisig', 'approve_as_multi', {
        threshold: 3,
        other_signatories: others(who),
        maybe_timepoint: undefined,
        call_hash: hash(),
        max_weight,
        ...change,
      });
    expect(send(A, byHash(A))).toBe('ok');
    const maybe_timepoint = { height: 1, index: 1 };
    expect(send(A, byHash(A, { maybe_timepoint }))).toBe('Multisig.AlreadyApproved');
    expect(send(B, byHash(B, { maybe_timepoint }))).toBe('ok');
    const id = multiAccount([A, B, C], 3);
    expect(Multisigs.get(chain.ctx, id, hash())?.approvals).toEqual([A, B]);
    // The account of threshold three holds nothing: the call fails, the operation is over all the same.
    const block = chain.send(C, approve(C, { threshold: 3, maybe_timepoint }));
    expect(
      block.events.find(({ event }) => event.value.type === 'MultisigExecuted')?.event.value.value,
    ).toMatchObject({
      result: { ok: false },
    });
    expect(Multisigs.get(chain.ctx, id, hash())).toBeUndefined();
  });

  it.each([
    ['MinimumThreshold', { threshold: 1 }],
    ['TooFewSignatories', { other_signatories: [] }],
    ['TooManySignatories', { other_signatories: Array.from({ length: 100 }, (_, i) => account(i + 100)) }],
    ['SignatoriesOutOfOrder', { other_signatories: [C, B] }],
    ['SenderInSignatories', { other_signatories: [A, B] }],
    ['UnexpectedTimepoint', { maybe_timepoint: { height: 1, index: 1 } }],
  ])('refuses to begin: %s', (error, change) => {
    expect(send(A, approve(A, change))).toBe(`Multisig.${error}`);
  });

  it.each([
    ['NoTimepoint', {}],
    ['WrongTimepoint', { maybe_timepoint: { height: 1, index: 2 } }],
    [
      'MaxWeightTooLow',
      { maybe_timepoint: { height: 1, index: 1 }, max_weight: { ref_time: 1n, proof_size: 1n } },
    ],
  ])('refuses to go on: %s', (error, change) => {
    begin();
    expect(send(B, approve(B, change))).toBe(`Multisig.${error}`);
  });

  it('is given up by who began it', () => {
    const timepoint = begin();
    const cancel = (who: string, change: object = {}): OuterCall =>
      call('Multisig', 'cancel_as_multi', {
        threshold: 2,
        other_signatories: others(who),
        timepoint,
        call_hash: hash(),
        ...change,
      });
    expect(send(B, cancel(B))).toBe('Multisig.NotOwner');
    expect(send(A, cancel(A, { call_hash: account(7) }))).toBe('Multisig.NotFound');
    expect(send(A, cancel(A, { timepoint: { height: 2, index: 1 } }))).toBe('Multisig.WrongTimepoint');
    expect(send(A, cancel(A))).toBe('ok');
    expect(chain.reserved(A)).toBe(0n);
  });

  it('of threshold one acts at once', () => {
    const id = multiAccount([A, B], 1);
    chain.send(A, call('Balances', 'transfer_keep_alive', { dest: address(id), value: 2n * TAO }));
    expect(send(A, call('Multisig', 'as_multi_threshold_1', { other_signatories: [B], call: pay }))).toBe(
      'ok',
    );
    expect(chain.free(D)).toBe(TAO);
  });

  it('derives the account that clients derive', () => {
    // createKeyMulti([//Alice, //Bob], 2) of @polkadot/util-crypto.
    const alice = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
    const bob = '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48';
    expect(multiAccount([bob, alice], 2)).toBe(
      '83b70134afe83e035d51b9b6543bae58fc4ad7495df986b619e71b2581bf6ec5',
    );
  });
});
