import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, address, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { triumvirateMembers } from '../triumvirate-members/pallet.js';
import { Members as Copy, Prime as CopyOfPrime } from '../triumvirate/storage.js';

const [ALICE, A, B, C, D] = [account(1), account(0xa), account(0xb), account(0xc), account(0xd)];
const genesis = {
  balances: { balances: [ALICE, A, B].map((who) => [who, 10n ** 10n]) },
  sudo: { key: ALICE },
  triumvirateMembers: { members: [B, A] },
};

// unmeasured: no vector covers memberships; the source is Substrate's pallet_membership of the runtime's version.
describe('a membership', () => {
  let chain: TestChain;
  const { Members, Prime } = triumvirateMembers;

  beforeEach(() => {
    chain = new TestChain(finney202406, genesis);
  });

  /** Root's result, as Sudo tells it. */
  function root(name: string, args: object = {}): string {
    const inner = call('TriumvirateMembers', name, args);
    const block = chain.send(ALICE, call('Sudo', 'sudo', { call: inner }));
    const sudid = block.events.find(({ event }) => event.type === 'Sudo')?.event.value.value as {
      readonly sudo_result: { readonly ok: boolean; readonly value?: { readonly value: { error: string } } };
    };
    if (sudid.sudo_result.ok) return eventNames(block).find((each) => each.startsWith('Triumvirate')) ?? 'ok';
    const names = ['AlreadyMember', 'NotMember', 'TooManyMembers'];
    return names[Number(sudid.sudo_result.value?.value.error.slice(0, 2))] ?? 'unknown';
  }

  it('starts as genesis says, ascending, with its observer’s copy', () => {
    expect(Members.get(chain.ctx)).toEqual([A, B]);
    expect(Copy.get(chain.ctx)).toEqual([A, B]);
  });

  it('gains members up to its size', () => {
    expect(root('add_member', { who: address(C) })).toBe('TriumvirateMembers.MemberAdded');
    expect(Copy.get(chain.ctx)).toEqual([A, B, C]);
    expect(root('add_member', { who: address(C) })).toBe('AlreadyMember');
    expect(root('add_member', { who: address(D) })).toBe('TooManyMembers');
  });

  it('loses a member, and the prime with it', () => {
    expect(root('set_prime', { who: address(A) })).toBe('ok');
    expect(CopyOfPrime.get(chain.ctx)).toBe(A);
    expect(root('remove_member', { who: address(A) })).toBe('TriumvirateMembers.MemberRemoved');
    expect(Copy.get(chain.ctx)).toEqual([B]);
    expect([Prime.get(chain.ctx), CopyOfPrime.get(chain.ctx)]).toEqual([undefined, undefined]);
    expect(root('remove_member', { who: address(A) })).toBe('NotMember');
  });

  it('swaps members; another’s prime stays', () => {
    expect(root('set_prime', { who: address(A) })).toBe('ok');
    expect(root('swap_member', { remove: address(B), add: address(C) })).toBe(
      'TriumvirateMembers.MembersSwapped',
    );
    expect(Copy.get(chain.ctx)).toEqual([A, C]);
    expect(CopyOfPrime.get(chain.ctx)).toBe(A);
    expect(root('swap_member', { remove: address(A), add: address(C) })).toBe('AlreadyMember');
    expect(root('swap_member', { remove: address(D), add: address(D) })).toBe('ok');
  });

  it('is reset to any list, even one that names an account twice', () => {
    expect(root('reset_members', { members: [D, C, C] })).toBe('TriumvirateMembers.MembersReset');
    expect(Copy.get(chain.ctx)).toEqual([C, C, D]);
    expect(root('reset_members', { members: [A, B, C, D] })).toBe('TooManyMembers');
  });

  it('a member hands its key on, prime included', () => {
    expect(root('set_prime', { who: address(A) })).toBe('ok');
    const hand = (who: string, key: string): string =>
      failureName(
        finney202406,
        chain.send(who, call('TriumvirateMembers', 'change_key', { new: address(key) })),
      );
    expect(hand(ALICE, C)).toBe('TriumvirateMembers.NotMember');
    expect(hand(A, B)).toBe('TriumvirateMembers.AlreadyMember');
    expect(hand(A, D)).toBe('ok');
    expect(Copy.get(chain.ctx)).toEqual([B, D]);
    expect([Prime.get(chain.ctx), CopyOfPrime.get(chain.ctx)]).toEqual([D, D]);
    expect(root('clear_prime')).toBe('ok');
    expect([Prime.get(chain.ctx), CopyOfPrime.get(chain.ctx)]).toEqual([undefined, undefined]);
  });

  it('only root may', () => {
    const add = call('TriumvirateMembers', 'add_member', { who: address(C) });
    expect(failureName(finney202406, chain.send(ALICE, add))).toBe('BadOrigin');
  });

  it.each([
    ['too many', { triumvirateMembers: { members: [A, B, C, D] } }],
    ['an account twice', { senateMembers: { members: [A, A] } }],
    ['two lists for one', { triumvirate: { members: [C] }, triumvirateMembers: { members: [A] } }],
    ['another entry', { senateMembers: { prime: A } }],
  ])('BAD_GENESIS: %s', (_what, config) => {
    expect(() => new TestChain(finney202406, config)).toThrow(
      expect.objectContaining({ code: 'BAD_GENESIS' }),
    );
  });
});
