import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, address, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Account } from '../system/storage.js';
import { mutateAccount } from './mutate-account.js';
import { repatriateReserved, reserve, unreserve } from './reserve.js';
import { InactiveIssuance, TotalIssuance } from './storage.js';

const [ALICE, BOB, CAROL, ROOT] = [account(1), account(2), account(3), account(9)];
const TAO = 10n ** 9n;

describe('Balances', () => {
  let chain: TestChain;

  beforeEach(() => {
    chain = new TestChain(finney202406, {
      balances: {
        balances: [
          [ALICE, 10n * TAO],
          [BOB, TAO],
          [ROOT, 100n * TAO],
        ],
      },
      sudo: { key: ROOT },
    });
  });

  const send = (who: string, name: string, args: object): string =>
    failureName(finney202406, chain.send(who, call('Balances', name, args)));
  const sudo = (name: string, args: object) =>
    chain.send(ROOT, call('Sudo', 'sudo', { call: call('Balances', name, args) }));
  const transfer = (name: string, to: string, value: bigint): string =>
    send(ALICE, name, { dest: address(to), value });

  it('moves rao, and charges the fee that weight and length make', () => {
    const block = chain.send(
      ALICE,
      call('Balances', 'transfer_keep_alive', { dest: address(CAROL), value: TAO }),
    );
    expect(eventNames(block)).toEqual([
      'System.ExtrinsicSuccess',
      'Balances.Withdraw',
      'System.NewAccount',
      'Balances.Endowed',
      'Balances.Transfer',
      'TransactionPayment.TransactionFeePaid',
      'System.ExtrinsicSuccess',
    ]);
    // Base 124,414 + weight (36,900,000 + one read + one write) / 1000 + 143 bytes.
    const fee = 124_414n + 161_900n + 143n;
    expect(block.events[5]?.event.value.value).toEqual({ who: ALICE, actual_fee: fee, tip: 0n });
    expect(chain.free(CAROL)).toBe(TAO);
    expect(chain.free(ALICE)).toBe(9n * TAO - fee);
    expect(TotalIssuance.get(chain.ctx)).toBe(111n * TAO - fee);
  });

  it('lets an account die of a transfer only when asked to', () => {
    const all = chain.free(ALICE);
    expect(transfer('transfer_keep_alive', BOB, all - 286_800n)).toBe('Token.NotExpendable');
    expect(transfer('transfer_allow_death', BOB, 50n * TAO)).toBe('Token.FundsUnavailable');
    expect(transfer('transfer_allow_death', BOB, 2n ** 63n)).toBe('Arithmetic.Underflow');
    const block = chain.send(
      ALICE,
      call('Balances', 'transfer_allow_death', { dest: address(BOB), value: chain.free(ALICE) - 296_952n }),
    );
    expect(eventNames(block)).toContain('System.KilledAccount');
    expect(eventNames(block)).toContain('Balances.DustLost');
    expect(Account.exists(chain.ctx, ALICE)).toBe(false);
    // What was left below the existential deposit is gone from issuance too.
    expect(chain.free(BOB) + chain.free(ROOT)).toBe(TotalIssuance.get(chain.ctx));
  });

  it('does not create an account below the existential deposit', () => {
    expect(transfer('transfer_allow_death', CAROL, 499n)).toBe('Token.BelowMinimum');
    expect(transfer('transfer_allow_death', CAROL, 500n)).toBe('ok');
  });

  it('sends everything, with or without what keeps the account alive', () => {
    expect(send(ALICE, 'transfer_all', { dest: address(CAROL), keep_alive: true })).toBe('ok');
    expect(chain.free(ALICE)).toBe(500n);
    expect(send(BOB, 'transfer_all', { dest: address(CAROL), keep_alive: false })).toBe('ok');
    expect(Account.exists(chain.ctx, BOB)).toBe(false);
  });

  it('knows plain account ids only', () => {
    const args = { dest: { type: 'Index', value: undefined }, value: 1n };
    expect(send(ALICE, 'transfer_allow_death', args)).toBe('CannotLookup');
  });

  it('lets root, and root only, set and move balances', () => {
    expect(send(ALICE, 'force_transfer', { source: address(BOB), dest: address(ALICE), value: 1n })).toBe(
      'BadOrigin',
    );
    expect(eventNames(sudo('force_set_balance', { who: address(CAROL), new_free: 7n * TAO }))).toContain(
      'Balances.BalanceSet',
    );
    expect(chain.free(CAROL)).toBe(7n * TAO);
    sudo('force_transfer', { source: address(CAROL), dest: address(BOB), value: TAO });
    expect(chain.free(BOB)).toBe(2n * TAO);
    sudo('force_set_balance', { who: address(CAROL), new_free: 499n });
    expect(Account.exists(chain.ctx, CAROL)).toBe(false);
  });

  it('corrects issuance within what is active', () => {
    const before = TotalIssuance.get(chain.ctx);
    const adjust = (type: string, delta: bigint) =>
      sudo('force_adjust_total_issuance', { direction: { type }, delta }).events.find(
        ({ event }) => event.type === 'Sudo',
      )?.event.value.value;
    adjust('Increase', 5n);
    expect(TotalIssuance.get(chain.ctx)).toBe(before + 5n);
    expect(adjust('Decrease', 0n)).toEqual({
      sudo_result: { ok: false, value: { type: 'Module', value: { index: 5, error: '0b000000' } } },
    });
    InactiveIssuance.put(chain.ctx, TotalIssuance.get(chain.ctx));
    expect(adjust('Decrease', 1n)).toMatchObject({ sudo_result: { ok: false } });
  });

  it('reserves, frees and hands on reserved rao', () => {
    const { ctx } = chain;
    reserve(ctx, ALICE, TAO);
    expect([chain.free(ALICE), chain.reserved(ALICE)]).toEqual([9n * TAO, TAO]);
    expect(Account.get(ctx, ALICE).consumers).toBe(1);
    expect(unreserve(ctx, ALICE, 2n * TAO)).toBe(TAO);
    expect(Account.get(ctx, ALICE).consumers).toBe(0);
    reserve(ctx, ALICE, TAO);
    expect(repatriateReserved(ctx, ALICE, BOB, TAO)).toBe(0n);
    expect(chain.free(BOB)).toBe(2n * TAO);
    expect(() => reserve(ctx, BOB, 3n * TAO)).toThrow('Balances.InsufficientBalance');
    reserve(ctx, ALICE, TAO);
    expect(() => repatriateReserved(ctx, ALICE, CAROL, 1n)).toThrow('Balances.DeadAccount');
  });

  it('keeps an account alive while something is reserved', () => {
    reserve(chain.ctx, ALICE, TAO);
    expect(transfer('transfer_allow_death', BOB, chain.free(ALICE) - 296_952n)).toBe('Token.Frozen');
    sudo('force_unreserve', { who: address(ALICE), amount: TAO });
    expect(chain.reserved(ALICE)).toBe(0n);
  });

  it('respects what is frozen', () => {
    mutateAccount(chain.ctx, ALICE, (data) => ({
      account: { ...data, frozen: 10n * TAO },
      result: undefined,
    }));
    expect(
      failureName(finney202406, chain.send(ALICE, call('System', 'remark', { remark: new Uint8Array() }))),
    ).toBe('refused: Payment');
    expect(() => reserve(chain.ctx, ALICE, 1n)).toThrow('Balances.LiquidityRestrictions');
  });

  it('upgrades accounts of the old logic, for nothing when most needed it', () => {
    const { ctx } = chain;
    const old = Account.get(ctx, BOB);
    Account.put(ctx, BOB, { ...old, data: { ...old.data, flags: 0n } });
    const before = chain.free(ALICE);
    const block = chain.send(ALICE, call('Balances', 'upgrade_accounts', { who: [BOB] }));
    expect(eventNames(block)).toContain('Balances.Upgraded');
    expect(chain.free(ALICE)).toBe(before);
    expect(send(ALICE, 'upgrade_accounts', { who: [BOB] })).toBe('ok');
    expect(chain.free(ALICE)).toBeLessThan(before);
  });
});
