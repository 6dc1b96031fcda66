import { describe, expect, it } from 'vitest';
import { addressOf, blockOf, countOf, extrinsicOf, matrixKindOf, netuidOf, uidOf, wordOf } from './parse.js';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const ALICE_KEY = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
const HASH = `0x${'Ab'.repeat(32)}`;

describe('what comes from outside', () => {
  it('is taken in every form that it has', () => {
    expect(netuidOf('65535')).toBe(65_535);
    expect(uidOf('0')).toBe(0);
    expect(addressOf(ALICE)).toBe(ALICE);
    expect(addressOf(ALICE_KEY)).toBe(ALICE);
    expect(blockOf('4294967295')).toBe(4_294_967_295);
    expect(blockOf(HASH)).toBe(HASH.toLowerCase());
    expect(extrinsicOf('12-3')).toEqual({ block: 12, index: 3 });
    expect(extrinsicOf(HASH)).toBe(HASH.toLowerCase());
    expect(matrixKindOf('bonds')).toBe('bonds');
    expect(countOf('limit', undefined, { max: 100, default: 50 })).toBe(50);
    expect(countOf('limit', '100', { max: 100, default: 50 })).toBe(100);
    expect(wordOf(' 5 ')).toBe('5');
  });

  it.each([
    ['NETUID_INVALID', () => netuidOf('65536')],
    ['NETUID_INVALID', () => netuidOf('1e3')],
    ['UID_INVALID', () => uidOf('')],
    ['UID_INVALID', () => uidOf('-1')],
    ['ACCOUNT_INVALID', () => addressOf('5Grwva')],
    // One letter of the address is another: its checksum no longer fits.
    ['ACCOUNT_INVALID', () => addressOf(ALICE.replace('Q', 'R'))],
    ['BLOCK_INVALID', () => blockOf('0x12')],
    ['BLOCK_INVALID', () => blockOf('4294967296')],
    ['EXTRINSIC_INVALID', () => extrinsicOf('12')],
    ['EXTRINSIC_INVALID', () => extrinsicOf('9999999999-1')],
    ['QUERY_INVALID', () => matrixKindOf('trust')],
    ['QUERY_INVALID', () => countOf('limit', '101', { max: 100, default: 50 })],
    ['QUERY_INVALID', () => countOf('limit', '0', { max: 100, default: 50 })],
    ['QUERY_INVALID', () => wordOf(undefined)],
    ['QUERY_INVALID', () => wordOf('x'.repeat(81))],
  ])('is refused with %s', (code, parse) => {
    expect(parse).toThrow(expect.objectContaining({ code, status: 'INVALID_ARGUMENT' }));
  });
});
