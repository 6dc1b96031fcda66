import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { Axons, Prometheus } from '../storage/limits.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold');
  return fabric;
}

const METRICS = { version: 721, ip: (1n << 127n) + 5n, port: 7091, ip_type: 6 };
const serve = (changed: object = {}) => call('serve_prometheus', { netuid: 1, ...METRICS, ...changed });

// unmeasured: no vector covers serving; the source is serving.rs of the runtime's commit.
describe('serve_prometheus', () => {
  it('stores where the metrics are and the block, tells, and leaves the axon alone', () => {
    const fabric = prepare();
    expect(fabric.send('hot', serve())).toBe('ok');
    const hot = fabric.account('hot');
    expect(Prometheus.get(fabric.ctx, 1, hot)).toEqual({ block: 2n, ...METRICS });
    expect(Axons.exists(fabric.ctx, 1, hot)).toBe(false);
    expect(fabric.events()).toEqual([['PrometheusServed', [1, hot]]]);
  });

  it('ServingRateLimitExceeded before 50 blocks are over', () => {
    const fabric = prepare();
    expect(fabric.send('hot', serve())).toBe('ok');
    fabric.number += 48;
    expect(fabric.send('hot', serve())).toBe('subtensorModule.ServingRateLimitExceeded');
    expect(fabric.send('hot', serve())).toBe('ok');
  });

  it.each([
    ['NotRegistered', 'nobody', {}],
    ['InvalidIpType', 'hot', { ip_type: 0 }],
    ['InvalidIpAddress', 'hot', { ip: 1n }],
    ['InvalidPort', 'hot', { port: 0 }],
  ])('%s', (error, who, changed) => {
    expect(prepare().send(who, serve(changed))).toBe(`subtensorModule.${error}`);
  });
});
