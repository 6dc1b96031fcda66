import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
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

it('its entries share their modules: a type of one is a type of the other', async () => {
  const { ApiPromise } = await import('@yumanet/polkadot/api');
  const registry = new TypeRegistry();
  expect(registry.createType('u32', 7).toNumber()).toBe(7);
  expect(ApiPromise.name).toBe('ApiPromise');
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

it('no file of the bundle asks for one of the packages', () => {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files)
    expect(readFileSync(join(DIST, file), 'utf8'), file).not.toMatch(/^(import|export)\b.* from "@polkadot/m);
});
