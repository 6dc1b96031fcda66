import { SeededRandom } from '@yumanet/subnet-kit';
import { expect, it } from 'vitest';
import type { Miner } from './miners.js';
import { routeOrder } from './route-order.js';

const miner = (uid: number, incentive: number): Miner => ({
  ...{ uid, hotkey: `5M${uid}`, registeredAt: 1, incentive },
  axon: { address: '127.0.0.1:1', servedAt: 2, protocol: 'grpc' },
});

it('puts miners first as often as their share of incentive says, those that failed last', () => {
  const random = new SeededRandom('route order');
  const miners = [miner(0, 40_000), miner(1, 20_000), miner(2, 0)];
  const first = [0, 0, 0];
  for (let n = 0; n < 3_000; n += 1) {
    const order = routeOrder(
      miners,
      () => false,
      () => random.next(),
    );
    expect(order).toHaveLength(3);
    first[order[0]!.uid]! += 1;
  }
  expect(first[0]! / 3_000).toBeCloseTo(2 / 3, 1);
  expect(first[2]).toBeLessThan(5);
  const cooled = routeOrder(
    miners,
    (hotkey) => hotkey === '5M0',
    () => random.next(),
  );
  expect(cooled.at(-1)?.uid).toBe(0);
});
