import metadataHex from '@polkadot/types-support/metadata/static-substrate';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../hex.js';
import { describeMetadata, differences, usedItems } from './describe.js';
import { loadMetadata } from './load-runtime.js';
import { MetadataGuard } from './metadata-guard.js';
import { checkExtensions } from './signed-extensions.js';

/** A real runtime's metadata, the one that @polkadot/types itself is tested with. */
const metadata = fromHex(metadataHex, 'metadata');
const items = describeMetadata(metadata);

/** The same metadata with one name changed to another of the same length. */
function renamed(from: string, to: string): Uint8Array {
  expect(to).toHaveLength(from.length);
  const text = Buffer.from(metadata).toString('latin1');
  expect(text).toContain(from);
  return Uint8Array.from(Buffer.from(text.replaceAll(from, to), 'latin1'));
}

describe('describeMetadata', () => {
  it('gives calls, storage, events, errors and constants their shapes', () => {
    expect(items.get('call Balances.transfer_keep_alive')).toMatch(
      /^\{dest: enum\(0 Id\[u8; 32\], .*\), value: compact u128\}$/,
    );
    expect(items.get('storage System.Account')).toMatch(
      /^default Blake2_128Concat \[u8; 32\] => \{nonce: u32, .*free: u128/,
    );
    expect(items.get('event Balances.Transfer')).toBe('{from: [u8; 32], to: [u8; 32], amount: u128}');
    expect(items.get('error Balances.InsufficientBalance')).toBe('()');
    expect(items.get('constant Balances.ExistentialDeposit')).toBe('u128');
    expect(items.get('extensions')).toContain('CheckNonce');
  });

  it('does not open the enumerations over all pallets', () => {
    expect(items.get('call Utility.batch')).toBe('{calls: [<RuntimeCall>]}');
    expect(Math.max(...[...items.values()].map((shape) => shape.length))).toBeLessThan(50_000);
  });

  it('refuses what is no metadata', () => {
    expect(() => describeMetadata(Uint8Array.from([1, 2, 3]))).toThrow(
      expect.objectContaining({ code: 'BAD_ANSWER' }) as Error,
    );
  });
});

describe('the guard', () => {
  const used = usedItems(items, [
    'call Balances.transfer_keep_alive',
    'event Balances.Transfer',
    'storage System.Account',
  ]);

  it('accepts a runtime that is the same in what is used, and asks once per version', async () => {
    const guard = new MetadataGuard(used);
    let fetched = 0;
    const fetch = () => {
      fetched += 1;
      return Promise.resolve(renamed('transfer_all', 'transfer_alX'));
    };
    await guard.check(1, fetch);
    await guard.check(1, fetch);
    expect(fetched).toBe(1);
    await guard.check(2, fetch);
    expect(fetched).toBe(2);
  });

  it('refuses one that differs, naming each item, and looks again next time', async () => {
    const guard = new MetadataGuard(used);
    const changed = renamed('transfer_keep_alive', 'transfer_keep_alivX');
    for (let i = 0; i < 2; i += 1) {
      await expect(guard.check(1, () => Promise.resolve(changed))).rejects.toMatchObject({
        code: 'METADATA_MISMATCH',
        data: { items: 'call Balances.transfer_keep_alive', specVersion: 1 },
      });
    }
  });

  it('lists what is missing and what has another shape', () => {
    const found = differences(
      { ...used, 'event Balances.Transfer': '{from: u8}', 'call No.where': '()' },
      items,
    );
    expect(found).toEqual([
      {
        item: 'event Balances.Transfer',
        expected: '{from: u8}',
        got: '{from: [u8; 32], to: [u8; 32], amount: u128}',
      },
      { item: 'call No.where', expected: '()', got: undefined },
    ]);
  });

  it('a typing error in what is used is found at once', () => {
    expect(() => usedItems(items, ['call Balances.transfre'])).toThrow(/"call Balances.transfre"/);
  });
});

describe('checkExtensions', () => {
  it('tells empty ones from those with data', () => {
    const { empty, unknown } = checkExtensions(loadMetadata(metadata).metadata);
    expect(Object.keys(empty)).toContain('CheckWeight');
    expect(Object.keys(empty)).not.toContain('CheckNonce');
    expect(unknown).not.toContain('CheckNonce');
  });

  it('an unknown one with data is not taken for harmless', () => {
    const { unknown } = checkExtensions(loadMetadata(renamed('CheckMortality', 'CheckMortalitX')).metadata);
    expect(unknown).toContain('CheckMortalitX');
  });
});
