import { expect, it } from 'vitest';
import { toHex } from '../bytes.js';
import { DEV_ACCOUNTS } from './dev-accounts.js';
import { parseAccount } from './ss58.js';

const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';

it('reads SS58 and hex', () => {
  for (const text of [
    DEV_ACCOUNTS[0]!.address,
    ALICE,
    `0x${ALICE}`,
    '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5',
  ])
    expect(toHex(parseAccount(text))).toBe(ALICE);
});

it.each([
  ['', 'an address of 32 bytes'],
  ['5Grwva', 'an address of 32 bytes'],
  ['0OIl', 'an address of 32 bytes'],
  [`${DEV_ACCOUNTS[0]!.address.slice(0, -1)}Z`, 'a matching checksum'],
])('refuses "%s"', (text, why) => {
  expect(() => parseAccount(text)).toThrow(why);
});
