import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { senate } from '../../senate-members/pallet.js';
import { Proposals, Voting } from '../../triumvirate/storage.js';
import { MaxAllowedUids } from '../storage/hyperparameters.js';
import { Keys, Uids } from '../storage/neurons.js';
import { MaxRegistrationsPerBlock, TargetRegistrationsPerInterval } from '../storage/registration.js';
import { Delegates, Owner, TotalHotkeyStake } from '../storage/stake.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  TargetRegistrationsPerInterval.put(fabric.ctx, 0, 100);
  return fabric;
}

const register = (fabric: Fabric, hotkey = 'hot') =>
  call('root_register', { hotkey: fabric.account(hotkey) });

function withStake(fabric: Fabric, hotkey: string, rao: bigint): void {
  Owner.put(fabric.ctx, fabric.account(hotkey), fabric.account('cold'));
  TotalHotkeyStake.put(fabric.ctx, fabric.account(hotkey), rao);
}

describe('root_register', () => {
  it('gives a seat for free, makes a delegate and a senator', () => {
    const fabric = prepare();
    expect(fabric.send('cold', register(fabric))).toBe('ok');
    const hot = fabric.account('hot');
    expect(Uids.get(fabric.ctx, 0, hot)).toBe(0);
    expect(Delegates.get(fabric.ctx, hot)).toBe(11_796);
    expect(senate.Members.get(fabric.ctx)).toEqual([hot]);
    expect(fabric.chain.events().map(({ name }) => name)).toContain('MemberAdded');
    expect(fabric.events()).toEqual([['NeuronRegistered', [0, 0, hot]]]);
  });

  it('keeps the take of a hotkey that is a delegate already', () => {
    const fabric = prepare();
    Delegates.put(fabric.ctx, fabric.account('hot'), 7);
    expect(fabric.send('cold', register(fabric))).toBe('ok');
    expect(Delegates.get(fabric.ctx, fabric.account('hot'))).toBe(7);
  });

  it('when root is full: the least stake leaves, or StakeTooLowForRoot', () => {
    const fabric = prepare();
    MaxAllowedUids.put(fabric.ctx, 0, 2);
    for (const [hotkey, rao] of [
      ['a', 5n],
      ['b', 3n],
      ['c', 3n],
      ['d', 4n],
    ] as const)
      withStake(fabric, hotkey, rao);
    for (const hotkey of ['a', 'b']) expect(fabric.send('cold', register(fabric, hotkey))).toBe('ok');
    expect(fabric.send('cold', register(fabric, 'c'))).toBe('subtensorModule.StakeTooLowForRoot');
    expect(fabric.send('cold', register(fabric, 'd'))).toBe('ok');
    expect(Keys.get(fabric.ctx, 0, 1)).toBe(fabric.account('d'));
    expect(Uids.exists(fabric.ctx, 0, fabric.account('b'))).toBe(false);
  });

  it('a full senate: in place of the senator with the least stake, the last of equals; its votes go', () => {
    const fabric = prepare();
    const labels = Array.from({ length: 12 }, (_, i) => `s${i}`);
    for (const label of labels) {
      withStake(fabric, label, 10n);
      expect(fabric.send('cold', register(fabric, label))).toBe('ok');
    }
    const before = senate.Members.get(fabric.ctx);
    expect(before).toEqual([...before].sort());
    withStake(fabric, 'equal', 10n);
    expect(fabric.send('cold', register(fabric, 'equal'))).toBe('ok');
    expect(senate.Members.get(fabric.ctx)).toEqual(before);
    const [hash, leaving] = ['22'.repeat(32), before[11] ?? ''];
    Proposals.put(fabric.ctx, [hash]);
    Voting.put(fabric.ctx, hash, { index: 0, threshold: 7, ayes: before, nays: [], end: 9 });
    withStake(fabric, 'more', 11n);
    expect(fabric.send('cold', register(fabric, 'more'))).toBe('ok');
    expect(senate.Members.get(fabric.ctx)).toEqual([...before.slice(0, 11), fabric.account('more')].sort());
    const ayes = Voting.get(fabric.ctx, hash)?.ayes;
    expect(ayes).toEqual(before.filter((who) => who !== leaving));
    expect(fabric.chain.events().map(({ name }) => name)).toContain('MembersSwapped');
  });

  it('AlreadyRegistered, TooManyRegistrationsThisBlock, TooManyRegistrationsThisInterval', () => {
    const fabric = prepare();
    expect(fabric.send('cold', register(fabric))).toBe('ok');
    expect(fabric.send('cold', register(fabric))).toBe('subtensorModule.AlreadyRegistered');
    TargetRegistrationsPerInterval.put(fabric.ctx, 0, 0);
    expect(fabric.send('cold', register(fabric, 'h2'))).toBe(
      'subtensorModule.TooManyRegistrationsThisInterval',
    );
    MaxRegistrationsPerBlock.put(fabric.ctx, 0, 0);
    expect(fabric.send('cold', register(fabric, 'h2'))).toBe('subtensorModule.TooManyRegistrationsThisBlock');
  });
});
