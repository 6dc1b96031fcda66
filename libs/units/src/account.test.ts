import { describe, expect, it } from 'vitest';
import { formatAccount, parseAccount, parseColdkey, parseHotkey } from './account.js';

const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
const ALICE_SS58 = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

describe('accounts', () => {
  it('reads SS58 and hex, and writes SS58', () => {
    expect(parseAccount(ALICE_SS58)).toBe(ALICE);
    expect(parseAccount(`0x${ALICE.toUpperCase()}`)).toBe(ALICE);
    expect(parseHotkey(ALICE)).toBe(ALICE);
    expect(parseColdkey(ALICE_SS58)).toBe(ALICE);
    expect(formatAccount(ALICE)).toBe(ALICE_SS58);
  });

  it('reads addresses of other prefixes', () => {
    expect(parseAccount(formatAccount(ALICE, 0))).toBe(ALICE);
  });

  it.each([`${ALICE_SS58.slice(0, -1)}Z`, ALICE.slice(2), '', 5, null])('refuses %s', (value) => {
    expect(() => parseAccount(value, 'coldkey')).toThrow(
      /^coldkey: expected an SS58 address or 32 bytes as hex/,
    );
  });
});
