import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { LastTxBlock, LastTxBlockDelegateTake } from '../storage/limits.js';
import { Delegates, MaxTake, MinTake } from '../storage/stake.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  fabric.neuron(1, 'hot2', 'cold');
  return fabric;
}

const become = (fabric: Fabric, hotkey = 'hot') =>
  call('become_delegate', { hotkey: fabric.account(hotkey) });

describe('become_delegate', () => {
  it('takes the highest take, and notes both rate limits', () => {
    const fabric = prepare();
    expect(fabric.send('cold', become(fabric))).toBe('ok');
    const { ctx } = fabric;
    const [hot, cold] = [fabric.account('hot'), fabric.account('cold')];
    expect(Delegates.get(ctx, hot)).toBe(11_796);
    expect(LastTxBlock.get(ctx, cold)).toBe(2n);
    expect(LastTxBlockDelegateTake.get(ctx, cold)).toBe(2n);
    expect(fabric.events()).toEqual([['DelegateAdded', [cold, hot, 11_796]]]);
  });

  it('TxRateLimitExceeded within 1,000 blocks of the coldkey’s last transaction', () => {
    const fabric = prepare();
    expect(fabric.send('cold', become(fabric))).toBe('ok');
    fabric.number += 999;
    expect(fabric.send('cold', become(fabric, 'hot2'))).toBe('subtensorModule.TxRateLimitExceeded');
    expect(fabric.send('cold', become(fabric, 'hot2'))).toBe('ok');
  });

  it('InvalidTake when the least take is above the highest', () => {
    const fabric = prepare();
    MaxTake.put(fabric.ctx, 10);
    MinTake.put(fabric.ctx, 11);
    expect(fabric.send('cold', become(fabric))).toBe('subtensorModule.InvalidTake');
  });

  it.each([
    ['NotRegistered', 'cold', 'nobody'],
    ['NonAssociatedColdKey', 'other', 'hot'],
  ])('%s', (error, who, hotkey) => {
    const fabric = prepare();
    expect(fabric.send(who, become(fabric, hotkey))).toBe(`subtensorModule.${error}`);
  });

  it('AlreadyDelegate', () => {
    const fabric = prepare();
    expect(fabric.send('cold', become(fabric))).toBe('ok');
    expect(fabric.send('cold', become(fabric))).toBe('subtensorModule.AlreadyDelegate');
  });
});
