import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { SubnetworkN } from '../storage/networks.js';
import { Keys, LastUpdate, Uids } from '../storage/neurons.js';
import * as registration from '../storage/registration.js';
import { Owner, TotalIssuance } from '../storage/stake.js';

const TAO = 1_000_000_000n;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.fund('cold', 10n * TAO);
  TotalIssuance.put(fabric.ctx, 100n * TAO);
  return fabric;
}

describe('burned_register', () => {
  it('burns the price, gives the next uid, counts, and tells', () => {
    const fabric = prepare();
    const hot = fabric.account('hot');
    expect(fabric.send('cold', call('burned_register', { netuid: 1, hotkey: hot }))).toBe('ok');
    const { ctx } = fabric;
    expect(fabric.balance('cold')).toBe(9n * TAO);
    expect(TotalIssuance.get(ctx)).toBe(99n * TAO);
    expect(registration.RAORecycledForRegistration.get(ctx, 1)).toBe(TAO);
    expect([SubnetworkN.get(ctx, 1), Uids.get(ctx, 1, hot), Keys.get(ctx, 1, 0)]).toEqual([1, 0, hot]);
    expect(LastUpdate.get(ctx, 1)).toEqual([2n]);
    expect(Owner.get(ctx, hot)).toBe(fabric.account('cold'));
    for (const item of [
      registration.BurnRegistrationsThisInterval,
      registration.RegistrationsThisInterval,
      registration.RegistrationsThisBlock,
    ])
      expect(item.get(ctx, 1)).toBe(1);
    expect(fabric.events()).toEqual([
      ['RAORecycledForRegistrationSet', [1, TAO]],
      ['NeuronRegistered', [1, 0, hot]],
    ]);
  });

  it('counts the whole price as recycled even where the deposit kept a part of it', () => {
    const fabric = prepare();
    fabric.fund('poor', TAO);
    const hotkey = fabric.account('hot');
    expect(fabric.send('poor', call('burned_register', { netuid: 1, hotkey }))).toBe('ok');
    expect(fabric.balance('poor')).toBe(500n);
    expect(TotalIssuance.get(fabric.ctx)).toBe(99n * TAO + 500n);
    expect(registration.RAORecycledForRegistration.get(fabric.ctx, 1)).toBe(TAO);
  });
});
