import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as asTheyAre from '@polkadot/util-crypto';
import { Keyring } from '@yumanet/polkadot/keyring';
import { TypeRegistry } from '@yumanet/polkadot/types';
import { u8aToHex } from '@yumanet/polkadot/util';
import * as bundled from '@yumanet/polkadot/util-crypto';
import { expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(here, '..', 'dist');

it('signs what the packages verify, and verifies what they sign', async () => {
  await Promise.all([asTheyAre.cryptoWaitReady(), bundled.cryptoWaitReady()]);
  const message = Buffer.from('weights');
  const alice = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri('//Alice');
  expect(asTheyAre.sr25519Verify(message, alice.sign(message), alice.publicKey)).toBe(true);
  const pair = asTheyAre.sr25519PairFromSeed(Buffer.alloc(32, 7));
  const signature = asTheyAre.sr25519Sign(message, pair);
  expect(bundled.sr25519Verify(message, signature, pair.publicKey)).toBe(true);
  signature[40]! ^= 1;
  expect(bundled.sr25519Verify(message, signature, pair.publicKey)).toBe(false);
  expect(bundled.encodeAddress(alice.publicKey)).toBe(alice.address);
  expect(u8aToHex(bundled.blake2AsU8a(message))).toBe(asTheyAre.blake2AsHex(message));
});

it('its entries share their modules: a registry of one is a registry of the other', async () => {
  const { ApiPromise } = await import('@yumanet/polkadot/api');
  const nothing = () => () => undefined;
  const provider = { hasSubscriptions: true, isConnected: false, on: nothing, send: nothing } as never;
  const api = new ApiPromise({ provider, noInitWarn: true });
  expect(api.registry).toBeInstanceOf(TypeRegistry);
  expect(new TypeRegistry().createType('u32', 7).toNumber()).toBe(7);
});

it.each(['api', 'types', 'keyring', 'util', 'util-crypto'])('%s loads, and warns of nothing', (entry) => {
  const code = `await import('@yumanet/polkadot/${entry}')`;
  const said = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: here });
  expect({ status: said.status, out: String(said.stdout), err: String(said.stderr) }).toEqual({
    status: 0,
    out: '',
    err: '',
  });
});

it('names whose code is in it, and its terms', () => {
  const text = readFileSync(join(DIST, 'THIRD-PARTY.txt'), 'utf8');
  for (const name of ['@polkadot/api', '@polkadot/util-crypto', 'bn.js', 'ws'])
    expect(text).toMatch(new RegExp(`^${name} [0-9.]+: .+`, 'm'));
  expect(text).toContain('Apache License');
});
