import { expect, it } from 'vitest';
import { addressOf, devNames, pairOf } from './account.js';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

it('knows an account by address, by hex and by name', async () => {
  const hex = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
  for (const account of [ALICE, hex, '//Alice']) expect(await addressOf(account)).toBe(ALICE);
  expect((await devNames()).get(ALICE)).toBe('//Alice');
});

it('refuses what is none, and never shows a secret', async () => {
  await expect(addressOf('5Grwva')).rejects.toThrow('account: expected an SS58 address');
  await expect(pairOf('not a phrase at all')).rejects.toThrow(
    /^secret: expected \/\/Name, a phrase or a key file, got something else$/,
  );
});
