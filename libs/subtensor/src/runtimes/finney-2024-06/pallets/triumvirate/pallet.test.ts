import { blake2_256, toHex, type OuterCall } from '@yumanet/frame';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestChain, account, address, call, eventNames, failureName } from '../../../../testing/index.js';
import { finney202406 } from '../../runtime.js';
import { Number_ } from '../system/storage.js';
import { senate } from '../senate-members/pallet.js';
import { Owner } from '../subtensor-module/storage/stake.js';
import { MOTION_DURATION } from './limits.js';
import { ProposalOf, Proposals, Voting } from './storage.js';

const [ALICE, A, B] = [account(1), account(0xa), account(0xb)];
/** Senators' hotkeys; ALICE is the coldkey of all. */
const SENATORS = [account(0x51), account(0x52), account(0x53)] as const;
const genesis = {
  balances: { balances: [ALICE, A, B].map((who) => [who, 10n ** 12n]) },
  sudo: { key: ALICE },
  triumvirateMembers: { members: [A, B] },
  senateMembers: { members: SENATORS },
};
const ROOM = { ref_time: 10n ** 12n, proof_size: 10n ** 6n };
const setStorage = (value: number) =>
  call('System', 'set_storage', { items: [[Uint8Array.of(1), Uint8Array.of(value)]] });
const asRoot = (inner: OuterCall): OuterCall => call('SubtensorModule', 'sudo', { call: inner });

// unmeasured: no vector covers motions; the source is pallets/collective of the runtime's commit.
describe('Triumvirate', () => {
  let chain: TestChain;

  beforeEach(() => {
    chain = new TestChain(finney202406, genesis);
    for (const hotkey of SENATORS) Owner.put(chain.ctx, hotkey, ALICE);
  });

  const send = (who: string, pallet: string, name: string, args: object): string =>
    failureName(finney202406, chain.send(who, call(pallet, name, args)));
  const hashOf = (proposal: OuterCall): string => toHex(blake2_256(chain.ctx.encodeCall(proposal)));
  const propose = (proposal: OuterCall, who: string = A, changed: object = {}): string =>
    send(who, 'Triumvirate', 'propose', {
      proposal,
      length_bound: 1000,
      duration: MOTION_DURATION,
      ...changed,
    });
  const vote = (proposal: OuterCall, hotkey: string, approve = true, index = 0): string =>
    send(ALICE, 'SubtensorModule', 'vote', { hotkey, proposal: hashOf(proposal), index, approve });
  const close = (proposal: OuterCall, changed: object = {}): string =>
    send(B, 'Triumvirate', 'close', {
      proposal_hash: hashOf(proposal),
      index: 0,
      proposal_weight_bound: ROOM,
      length_bound: 1000,
      ...changed,
    });
  const events = (): string[] =>
    eventNames(chain.blocks.at(-1) as never).filter((name) => /Triumvirate|SubtensorModule.Sudid/.test(name));

  it('proposes, the senate votes, anybody closes: the majority acts as root', () => {
    const proposal = asRoot(setStorage(7));
    expect(propose(proposal)).toBe('ok');
    expect(Voting.get(chain.ctx, hashOf(proposal))).toEqual({
      index: 0,
      threshold: 2,
      ayes: [],
      nays: [],
      end: 1 + MOTION_DURATION,
    });
    expect(vote(proposal, SENATORS[0])).toBe('ok');
    expect(close(proposal)).toBe('Triumvirate.TooEarly');
    expect(vote(proposal, SENATORS[1])).toBe('ok');
    expect(close(proposal)).toBe('ok');
    expect(events()).toEqual([
      'Triumvirate.Closed',
      'Triumvirate.Approved',
      'SubtensorModule.Sudid',
      'Triumvirate.Executed',
    ]);
    expect(chain.storage.get('01')).toEqual(Uint8Array.of(7));
    expect(Proposals.get(chain.ctx)).toEqual([]);
    expect(ProposalOf.exists(chain.ctx, hashOf(proposal))).toBe(false);
  });

  it('the first vote of a senator is free, a changed one is not, the same one is DuplicateVote', () => {
    const proposal = setStorage(1);
    propose(proposal);
    const before = chain.free(ALICE);
    expect(vote(proposal, SENATORS[0])).toBe('ok');
    expect(chain.free(ALICE)).toBe(before);
    expect(vote(proposal, SENATORS[0])).toBe('Triumvirate.DuplicateVote');
    expect(vote(proposal, SENATORS[1])).toBe('ok');
    const paid = chain.free(ALICE);
    expect(vote(proposal, SENATORS[0], false)).toBe('ok');
    expect(chain.free(ALICE)).toBeLessThan(paid);
    expect(Voting.get(chain.ctx, hashOf(proposal))).toMatchObject({
      ayes: [SENATORS[1]],
      nays: [SENATORS[0]],
    });
  });

  it('nays that can no longer be outvoted end a motion at once, free of fee', () => {
    const proposal = setStorage(1);
    propose(proposal);
    for (const hotkey of SENATORS.slice(0, 2)) vote(proposal, hotkey, false);
    const before = chain.free(B);
    expect(close(proposal)).toBe('ok');
    expect(chain.free(B)).toBe(before);
    expect(events()).toEqual(['Triumvirate.Closed', 'Triumvirate.Disapproved']);
  });

  it('after its end, those who did not vote are nays', () => {
    const proposal = setStorage(1);
    propose(proposal);
    vote(proposal, SENATORS[0]);
    chain.number += MOTION_DURATION;
    expect(close(proposal)).toBe('ok');
    expect(events()).toEqual(['Triumvirate.Closed', 'Triumvirate.Disapproved']);
  });

  it('a call that fails is executed and its failure told', () => {
    const proposal = setStorage(1);
    propose(proposal);
    for (const hotkey of SENATORS.slice(0, 2)) vote(proposal, hotkey);
    expect(close(proposal)).toBe('ok');
    const executed = chain.blocks.at(-1)?.events.find(({ event }) => event.value.type === 'Executed');
    // set_storage asks for root, and a motion is not root.
    expect(executed?.event.value.value).toMatchObject({
      result: { ok: false, value: { type: 'BadOrigin' } },
    });
  });

  it('half of the seats is no majority for sudo: the threshold of a smaller senate is not enough', () => {
    const proposal = asRoot(setStorage(9));
    senate.Members.put(chain.ctx, []);
    propose(proposal);
    senate.Members.put(chain.ctx, SENATORS);
    vote(proposal, SENATORS[0]);
    expect(close(proposal)).toBe('ok');
    expect(chain.storage.get('01')).toBeUndefined();
  });

  it('sudo hands its call’s failure on, and tells nothing of it', () => {
    const proposal = asRoot(call('Balances', 'transfer_keep_alive', { dest: address(A), value: 1n }));
    propose(proposal);
    for (const hotkey of SENATORS.slice(0, 2)) vote(proposal, hotkey);
    expect(close(proposal)).toBe('ok');
    expect(events()).toEqual(['Triumvirate.Closed', 'Triumvirate.Approved', 'Triumvirate.Executed']);
  });

  it('sudo_unchecked_weight acts as root too, at the weight it names', () => {
    const weight = { ref_time: 5n, proof_size: 6n };
    const proposal = call('SubtensorModule', 'sudo_unchecked_weight', { call: setStorage(3), weight });
    expect(chain.ctx.info(proposal)).toMatchObject({ weight, pays_fee: { type: 'No' } });
    propose(proposal);
    for (const hotkey of SENATORS.slice(0, 2)) vote(proposal, hotkey);
    expect(close(proposal)).toBe('ok');
    expect(chain.storage.get('01')).toEqual(Uint8Array.of(3));
  });

  it('a member executes as a member alone, which is nobody’s origin', () => {
    const args = { proposal: asRoot(setStorage(1)), length_bound: 1000 };
    expect(send(ALICE, 'Triumvirate', 'execute', args)).toBe('Triumvirate.NotMember');
    expect(send(A, 'Triumvirate', 'execute', { ...args, length_bound: 3 })).toBe(
      'Triumvirate.WrongProposalLength',
    );
    expect(send(A, 'Triumvirate', 'execute', args)).toBe('ok');
    expect(events()).toEqual(['Triumvirate.MemberExecuted']);
    expect(chain.storage.get('01')).toBeUndefined();
  });

  it('refuses proposals of others, too long, too short-lived, twice, or more than ten', () => {
    expect(propose(setStorage(1), ALICE)).toBe('Triumvirate.NotMember');
    expect(propose(setStorage(1), A, { length_bound: 3 })).toBe('Triumvirate.WrongProposalLength');
    expect(propose(setStorage(1), A, { duration: MOTION_DURATION - 1 })).toBe('Triumvirate.WrongDuration');
    expect(propose(setStorage(0))).toBe('ok');
    expect(propose(setStorage(0), B)).toBe('Triumvirate.DuplicateProposal');
    for (let i = 1; i < 10; i++) expect(propose(setStorage(i))).toBe('ok');
    expect(propose(setStorage(10))).toBe('Triumvirate.TooManyProposals');
  });

  it('refuses votes on what is no motion, of another index, and in its own name', () => {
    const proposal = setStorage(1);
    expect(vote(proposal, SENATORS[0])).toBe('Triumvirate.ProposalMissing');
    propose(proposal);
    expect(vote(proposal, SENATORS[0], true, 1)).toBe('Triumvirate.WrongIndex');
    expect(vote(proposal, A)).toBe('SubtensorModule.NonAssociatedColdKey');
    Owner.put(chain.ctx, A, ALICE);
    expect(vote(proposal, A)).toBe('SubtensorModule.NotSenateMember');
    const direct = { proposal: hashOf(proposal), index: 0, approve: true };
    expect(send(SENATORS[0], 'Triumvirate', 'vote', direct)).toBe('refused: Payment');
    expect(send(A, 'Triumvirate', 'vote', direct)).toBe('Triumvirate.NotMember');
  });

  it('refuses to close with bounds that the proposal does not fit', () => {
    const proposal = asRoot(setStorage(1));
    propose(proposal);
    for (const hotkey of SENATORS.slice(0, 2)) vote(proposal, hotkey);
    expect(close(proposal, { length_bound: 3 })).toBe('Triumvirate.WrongProposalLength');
    const heavy = call('Utility', 'batch', { calls: [setStorage(1)] });
    propose(heavy);
    for (const hotkey of SENATORS.slice(0, 2)) vote(heavy, hotkey, true, 1);
    const light = { ref_time: 1n, proof_size: 1n };
    expect(close(heavy, { index: 1, proposal_weight_bound: light })).toBe('Triumvirate.WrongProposalWeight');
  });

  it('nobody sets its members, root neither; root disapproves', () => {
    const set = call('Triumvirate', 'set_members', { new_members: [ALICE], prime: undefined, old_count: 2 });
    const block = chain.send(ALICE, call('Sudo', 'sudo', { call: set }));
    expect(JSON.stringify(block.events.find(({ event }) => event.type === 'Sudo'))).toContain('BadOrigin');
    const proposal = setStorage(1);
    propose(proposal);
    const disapprove = call('Triumvirate', 'disapprove_proposal', { proposal_hash: hashOf(proposal) });
    expect(failureName(finney202406, chain.send(A, disapprove))).toBe('BadOrigin');
    chain.send(ALICE, call('Sudo', 'sudo', { call: disapprove }));
    expect(events()).toEqual(['Triumvirate.Disapproved']);
    expect(Proposals.get(chain.ctx)).toEqual([]);
  });

  it('a duration beyond u32 wraps, as upstream', () => {
    const proposal = setStorage(1);
    propose(proposal, A, { duration: 2 ** 32 - 1 });
    expect(Voting.get(chain.ctx, hashOf(proposal))?.end).toBe(Number_.get(chain.ctx) - 1);
  });
});
