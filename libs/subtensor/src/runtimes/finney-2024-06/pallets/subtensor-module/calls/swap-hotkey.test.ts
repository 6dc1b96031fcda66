import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Axons } from '../storage/limits.js';
import { Keys, LoadedEmission, Uids } from '../storage/neurons.js';
import { Delegates, Owner, Stake, TotalHotkeyStake } from '../storage/stake.js';

const TAO = 1_000_000_000n;
const AXON = {
  block: 1n,
  version: 1,
  port: 8091,
  ip: 1n,
  ip_type: 4,
  protocol: 4,
  placeholder1: 0,
  placeholder2: 0,
};

const swap = (fabric: Fabric, to = 'new', from = 'hot') =>
  call('swap_hotkey', { hotkey: fabric.account(from), new_hotkey: fabric.account(to) });

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold', 40n);
  fabric.fund('cold', 3n * TAO);
  return fabric;
}

describe('swap_hotkey', () => {
  it('moves owner, stake, take, uid and axon for a burn of 1 TAO', () => {
    const fabric = prepare();
    const { ctx } = fabric;
    const [from, to, cold] = ['hot', 'new', 'cold'].map((label) => fabric.account(label)) as [
      string,
      string,
      string,
    ];
    Delegates.put(ctx, from, 9);
    Axons.put(ctx, 1, from, AXON);
    expect(fabric.send('cold', swap(fabric))).toBe('ok');
    expect(fabric.balance('cold')).toBe(2n * TAO);
    expect([Owner.tryGet(ctx, from), Owner.get(ctx, to)]).toEqual([undefined, cold]);
    expect([Stake.get(ctx, to, cold), TotalHotkeyStake.get(ctx, to), Delegates.get(ctx, to)]).toEqual([
      40n,
      40n,
      9,
    ]);
    expect([Uids.get(ctx, 1, to), Keys.get(ctx, 1, 0)]).toEqual([0, to]);
    expect([Axons.get(ctx, 1, from), Axons.get(ctx, 1, to)]).toEqual([undefined, AXON]);
    expect(fabric.events()).toEqual([['HotkeySwapped', { coldkey: cold, old_hotkey: from, new_hotkey: to }]]);
  });

  it('takes over emission that waits, by the uid’s place in the list', () => {
    const fabric = prepare();
    fabric.chain.initialize(2);
    LoadedEmission.put(fabric.ctx, 1, [[fabric.account('hot'), 1n, 2n]]);
    expect(fabric.chain.apply(fabric.account('cold'), swap(fabric))).toBe('ok');
    fabric.chain.finalize();
    expect(LoadedEmission.get(fabric.ctx, 1)).toEqual([[fabric.account('new'), 1n, 2n]]);
  });

  it('NotEnoughBalance', () => {
    const fabric = prepare();
    fabric.fund('cold', TAO - 1n);
    expect(fabric.send('cold', swap(fabric))).toBe('subtensorModule.NotEnoughBalance');
  });

  it('AlreadyRegistered for a hotkey with a uid anywhere, or itself', () => {
    const fabric = prepare();
    fabric.neuron(1, 'taken', 'other');
    expect(fabric.send('cold', swap(fabric, 'taken'))).toBe('subtensorModule.AlreadyRegistered');
    expect(fabric.send('cold', swap(fabric, 'hot'))).toBe('subtensorModule.AlreadyRegistered');
  });
});
