import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { BlockHash } from '../../system/storage.js';
import { createSealHash } from '../checks/proof-of-work.js';
import { Uids } from '../storage/neurons.js';
import * as registration from '../storage/registration.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  registration.NetworkPowRegistrationAllowed.put(fabric.ctx, 1, true);
  registration.Difficulty.put(fabric.ctx, 1, 1n);
  return fabric;
}

function register(fabric: Fabric, work?: Uint8Array) {
  const hotkey = fabric.account('hot');
  const seal = createSealHash(BlockHash.get(fabric.ctx, 0), 7n, hotkey);
  const coldkey = fabric.account('cold');
  return call('register', { netuid: 1, block_number: 0n, nonce: 7n, work: work ?? seal, hotkey, coldkey });
}

describe('register', () => {
  it('takes a proof of work for payment; who signs needs no balance', () => {
    const fabric = prepare();
    const each = register(fabric);
    expect(fabric.send('hot', each)).toBe('ok');
    const { ctx } = fabric;
    expect(Uids.get(ctx, 1, fabric.account('hot'))).toBe(0);
    expect(registration.UsedWork.get(ctx, each.value.value['work'] as Uint8Array)).toBe(2n);
    expect(registration.POWRegistrationsThisInterval.get(ctx, 1)).toBe(1);
    expect(fabric.events()).toEqual([['NeuronRegistered', [1, 0, fabric.account('hot')]]]);
  });

  it('work of another length than 32 bytes cannot be in a block, as upstream panics on it', () => {
    const fabric = prepare();
    expect(() => fabric.send('hot', register(fabric, new Uint8Array(31)))).toThrow(
      'expected 32 bytes, got 31',
    );
  });
});
