import { blake2b } from '@noble/hashes/blake2.js';
import { concat, equalBytes, fromHex } from '../bytes.js';
import { ChainError } from '../errors.js';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const PREFIX = new TextEncoder().encode('SS58PRE');

/**
 * The 32 bytes of an account given as SS58 address or as hex.
 *
 * @throws ChainError ADDRESS_INVALID.
 */
export function parseAccount(text: string): Uint8Array {
  if (/^(0x)?[0-9a-fA-F]{64}$/.test(text)) return fromHex(text.replace(/^0x/, '').toLowerCase());
  const bytes = decodeBase58(text);
  const prefixLength = (bytes?.[0] ?? 0) & 0x40 ? 2 : 1;
  if (bytes === undefined || bytes.length !== prefixLength + 34)
    throw invalid(text, 'an address of 32 bytes');
  const body = bytes.subarray(0, prefixLength + 32);
  const checksum = blake2b(concat(PREFIX, body), { dkLen: 64 }).subarray(0, 2);
  if (!equalBytes(checksum, bytes.subarray(prefixLength + 32))) throw invalid(text, 'a matching checksum');
  return body.slice(prefixLength);
}

function invalid(text: string, expected: string): ChainError {
  return new ChainError('ADDRESS_INVALID', `account: expected ${expected}, got ${text.slice(0, 80)}`, {
    address: text.slice(0, 80),
  });
}

function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length === 0 || text.length > 60) return undefined;
  let value = 0n;
  for (const char of text) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  const zeros = text.length - text.replace(/^1+/, '').length;
  return concat(new Uint8Array(zeros), fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}
