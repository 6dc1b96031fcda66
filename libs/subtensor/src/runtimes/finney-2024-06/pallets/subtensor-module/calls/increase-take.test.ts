import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Delegates } from '../storage/stake.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  Delegates.put(fabric.ctx, fabric.account('hot'), 1000);
  return fabric;
}

const increase = (fabric: Fabric, take: number, hotkey = 'hot') =>
  call('increase_take', { hotkey: fabric.account(hotkey), take });

describe('increase_take', () => {
  it('raises the take once per 216,000 blocks', () => {
    const fabric = prepare();
    expect(fabric.send('cold', increase(fabric, 1001))).toBe('ok');
    expect(fabric.events()).toEqual([
      ['TakeIncreased', [fabric.account('cold'), fabric.account('hot'), 1001]],
    ]);
    fabric.number += 215_999;
    expect(fabric.send('cold', increase(fabric, 1002))).toBe('subtensorModule.TxRateLimitExceeded');
    expect(fabric.send('cold', increase(fabric, 1002))).toBe('ok');
    expect(Delegates.get(fabric.ctx, fabric.account('hot'))).toBe(1002);
  });

  it.each([
    ['InvalidTake', 'cold', 1000, 'hot'],
    ['InvalidTake', 'cold', 11_797, 'hot'],
    ['NotRegistered', 'cold', 1001, 'nobody'],
    ['NonAssociatedColdKey', 'other', 1001, 'hot'],
  ])('%s', (error, who, take, hotkey) => {
    const fabric = prepare();
    expect(fabric.send(who, increase(fabric, take, hotkey))).toBe(`subtensorModule.${error}`);
  });
});
