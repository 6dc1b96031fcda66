import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../index.js';
import { TestChain, account, call } from '../../../testing/index.js';
import { accountForIssuance } from './issuance.js';
import { unaccountedChange } from './unaccounted-change.js';

const [ALICE, BOB, NOBODY] = [account(1), account(2), account(9)];
const transfer = (dest: string, value: bigint) =>
  call('Balances', 'transfer_allow_death', { dest: { type: 'Id', value: dest }, value });

const chainOf = (): TestChain =>
  new TestChain(finney202406, {
    balances: {
      balances: [
        [ALICE, 1_000_000_000n],
        [BOB, 1_000_000_000n],
      ],
    },
    sudo: { key: ALICE },
  });

/** Makes a block and answers by how much `unaccounted` moved. */
function moved(chain: TestChain, ...extrinsics: readonly Uint8Array[]): bigint {
  const before = accountForIssuance(chain.ctx).unaccounted;
  chain.block(...extrinsics);
  return accountForIssuance(chain.ctx).unaccounted - before;
}

describe('what a block’s events explain of issuance', () => {
  it('nothing happened: nothing moves', () => {
    const chain = chainOf();
    expect(moved(chain)).toBe(0n);
    expect(unaccountedChange(chain.ctx)).toEqual({ least: 0n, most: 0n });
  });

  it('fees and dust, to the rao', () => {
    const chain = chainOf();
    const first = moved(chain, chain.signed(ALICE, transfer(BOB, 5n)));
    expect(first > 0n).toBe(true);
    expect(unaccountedChange(chain.ctx)).toEqual({ least: first, most: first });
    // Bob keeps less than the existential deposit: the rest of the account is dust.
    const dust = moved(chain, chain.signed(BOB, transfer(NOBODY, 1_000_000_005n - first - 7n)));
    expect(dust).toBe(first + 7n);
    expect(unaccountedChange(chain.ctx)).toEqual({ least: dust, most: dust });
  });

  it('root may do anything', () => {
    const chain = chainOf();
    const force = call('Balances', 'force_set_balance', {
      who: { type: 'Id', value: BOB },
      new_free: 3_000n,
    });
    chain.block(chain.signed(ALICE, call('Sudo', 'sudo', { call: force })));
    expect(unaccountedChange(chain.ctx)).toBeUndefined();
  });
});
