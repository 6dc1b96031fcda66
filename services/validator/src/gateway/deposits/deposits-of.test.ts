import type { DecodedEvent } from '@yumanet/chain-client';
import { formatAccount } from '@yumanet/units';
import { expect, it } from 'vitest';
import { depositsOf } from './deposits-of.js';

const [TO, FROM] = ['d'.repeat(64), 'a'.repeat(64)] as [string, string];
const event = (name: string, from: string, to: string, rao: bigint, pallet = 'Balances') =>
  ({
    pallet,
    name,
    extrinsic: 1,
    data: [formatAccount(from), formatAccount(to), rao],
  }) as unknown as DecodedEvent;

it('are transfers to the account, each by its place among the block’s events', () => {
  const events = [
    event('Withdraw', FROM, TO, 1n),
    event('Transfer', FROM, TO, 2n ** 63n),
    event('Transfer', TO, FROM, 5n),
    event('Transfer', TO, TO, 5n),
    event('Transfer', FROM, TO, 0n),
    event('Transfer', FROM, TO, 9n, 'Assets'),
    event('Transfer', FROM, TO, 9n),
  ];
  expect(depositsOf(events, TO)).toEqual([
    { index: 1, from: FROM, rao: 2n ** 63n },
    { index: 6, from: FROM, rao: 9n },
  ]);
});
