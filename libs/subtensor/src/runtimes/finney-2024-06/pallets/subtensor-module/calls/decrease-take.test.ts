import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Delegates, MinTake } from '../storage/stake.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  Delegates.put(fabric.ctx, fabric.account('hot'), 1000);
  MinTake.put(fabric.ctx, 100);
  return fabric;
}

const decrease = (fabric: Fabric, take: number, hotkey = 'hot') =>
  call('decrease_take', { hotkey: fabric.account(hotkey), take });

describe('decrease_take', () => {
  it('lowers the take, as often as one likes', () => {
    const fabric = prepare();
    expect(fabric.send('cold', decrease(fabric, 999))).toBe('ok');
    expect(fabric.events()).toEqual([
      ['TakeDecreased', [fabric.account('cold'), fabric.account('hot'), 999]],
    ]);
    expect(fabric.send('cold', decrease(fabric, 100))).toBe('ok');
    expect(Delegates.get(fabric.ctx, fabric.account('hot'))).toBe(100);
  });

  it.each([
    ['InvalidTake', 'cold', 1000, 'hot'],
    ['InvalidTake', 'cold', 99, 'hot'],
    ['NotRegistered', 'cold', 500, 'nobody'],
    ['NonAssociatedColdKey', 'other', 500, 'hot'],
  ])('%s', (error, who, take, hotkey) => {
    const fabric = prepare();
    expect(fabric.send(who, decrease(fabric, take, hotkey))).toBe(`subtensorModule.${error}`);
  });
});
