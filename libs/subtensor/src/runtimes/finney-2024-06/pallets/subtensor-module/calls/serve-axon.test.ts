import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Axons } from '../storage/limits.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  return fabric;
}

const AXON = {
  version: 721,
  ip: 0x5bb2_0a01n,
  port: 8091,
  ip_type: 4,
  protocol: 4,
  placeholder1: 1,
  placeholder2: 2,
};
const serve = (changed: object = {}) => call('serve_axon', { netuid: 1, ...AXON, ...changed });

// unmeasured: no vector covers serving; the source is serving.rs of the runtime's commit.
describe('serve_axon', () => {
  it('stores where the hotkey serves and the block, and tells', () => {
    const fabric = prepare();
    expect(fabric.send('hot', serve())).toBe('ok');
    const hot = fabric.account('hot');
    expect(Axons.get(fabric.ctx, 1, hot)).toEqual({ block: 2n, ...AXON });
    expect(fabric.events()).toEqual([['AxonServed', [1, hot]]]);
  });

  it('a hotkey of one network may serve on any, even one that does not exist', () => {
    const fabric = prepare();
    expect(fabric.send('hot', serve({ netuid: 9 }))).toBe('ok');
    expect(Axons.exists(fabric.ctx, 9, fabric.account('hot'))).toBe(true);
  });

  it('ServingRateLimitExceeded before 50 blocks are over; each network counts its own', () => {
    const fabric = prepare();
    expect(fabric.send('hot', serve())).toBe('ok');
    expect(fabric.send('hot', serve({ netuid: 2 }))).toBe('ok');
    fabric.number += 47;
    expect(fabric.send('hot', serve())).toBe('subtensorModule.ServingRateLimitExceeded');
    expect(fabric.send('hot', serve({ port: 1 }))).toBe('ok');
    expect(Axons.get(fabric.ctx, 1, fabric.account('hot'))).toMatchObject({ block: 52n, port: 1 });
  });

  it.each([
    ['NotRegistered', 'nobody', {}],
    ['InvalidIpType', 'hot', { ip_type: 5 }],
    ['InvalidIpAddress', 'hot', { ip: 0n }],
    ['InvalidIpAddress', 'hot', { ip: 0x7f00_0001n }],
    ['InvalidPort', 'hot', { port: 0 }],
  ])('%s', (error, who, changed) => {
    const fabric = prepare();
    expect(fabric.send(who, serve(changed))).toBe(`subtensorModule.${error}`);
    expect(Axons.exists(fabric.ctx, 1, fabric.account(who))).toBe(false);
  });
});
