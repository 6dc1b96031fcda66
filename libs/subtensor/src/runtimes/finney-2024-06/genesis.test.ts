import { describe, expect, it } from 'vitest';
import { CODE_KEY } from '@yumanet/frame';
import { MemoryStorage } from '@yumanet/frame/testing';
import { TestChain, account } from '../../testing/index.js';
import { TotalIssuance } from './pallets/balances/storage.js';
import { Authorities, SetIdSession } from './pallets/grandpa/storage.js';
import { Key } from './pallets/sudo/storage.js';
import { Account } from './pallets/system/storage.js';
import { NextFeeMultiplier, ONE, StorageVersion } from './pallets/transaction-payment/storage.js';
import { finney202406 } from './runtime.js';

const ALICE_SS58 = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';

describe('genesis', () => {
  it('endows accounts, in every way of writing them and their rao', () => {
    const { ctx, storage } = new TestChain(finney202406, {
      balances: {
        balances: [
          [ALICE_SS58, '1000000000'],
          [`0x${account(2)}`, 500],
          [account(3), 10n ** 9n],
        ],
      },
      sudo: { key: ALICE_SS58 },
      grandpa: { authorities: [[account(4), 1]] },
    });
    expect(Account.get(ctx, ALICE)).toMatchObject({ nonce: 0, providers: 1, data: { free: 10n ** 9n } });
    expect(TotalIssuance.get(ctx)).toBe(2n * 10n ** 9n + 500n);
    expect(Key.get(ctx)).toBe(ALICE);
    expect(Authorities.get(ctx)).toEqual([[account(4), 1n]]);
    expect(SetIdSession.get(ctx, 0n)).toBe(0);
    expect([NextFeeMultiplier.get(ctx), StorageVersion.get(ctx)]).toEqual([
      ONE,
      { type: 'V2', value: undefined },
    ]);
    expect(new TextDecoder().decode(storage.get(CODE_KEY))).toMatch(/^yumanet:node-subtensor:185:/);
  });

  it('is the same state for the same configuration', () => {
    const root = (): Uint8Array => new TestChain(finney202406, { sudo: { key: ALICE } }).storage.root();
    expect(root()).toEqual(root());
  });

  it.each([
    ['genesis: expected one of', { subtensor: {} }],
    ['genesis.balances: expected balances, got balance', { balances: { balance: [] } }],
    ['genesis.balances.balances: expected a list, got string', { balances: { balances: 'all' } }],
    [
      'genesis.balances.balances[0]: expected [account, rao], got 1 items',
      { balances: { balances: [[ALICE]] } },
    ],
    [
      'genesis.balances.balances[0][1]: expected at least 500 rao, got 499',
      { balances: { balances: [[ALICE, 499]] } },
    ],
    [
      'genesis.balances.balances[0][1]: expected rao as a whole number',
      { balances: { balances: [[ALICE, 1.5]] } },
    ],
    [
      'genesis.balances.balances[0][0]: expected an SS58 address',
      { balances: { balances: [['Alice', 500]] } },
    ],
    [
      'genesis.balances.balances[1]: expected an account named once',
      {
        balances: {
          balances: [
            [ALICE, 500],
            [ALICE_SS58, 500],
          ],
        },
      },
    ],
    [
      'genesis.balances.balances: expected less than 2^64 rao in all',
      {
        balances: {
          balances: [
            [ALICE, (1n << 64n) - 1n],
            [account(2), 500],
          ],
        },
      },
    ],
    ['genesis.sudo.key: expected an SS58 address', { sudo: { key: 'root' } }],
    ['genesis.sudo: expected an object, got a list', { sudo: [] }],
    ['genesis.system: expected no entry, got code', { system: { code: '0x' } }],
    [
      'genesis.aura.authorities: expected at most 32, got 33',
      { aura: { authorities: new Array(33).fill(ALICE) } },
    ],
    ['genesis.grandpa.authorities[0]: expected [key, weight]', { grandpa: { authorities: [[ALICE, 1, 2]] } }],
    [
      'genesis.grandpa.authorities: expected at most 32',
      { grandpa: { authorities: new Array(33).fill([ALICE, 1]) } },
    ],
  ])('refuses: %s', (message, config) => {
    expect(() => finney202406.buildGenesis(config, new MemoryStorage())).toThrow(message);
  });
});
