import { fromBufferToBase58, getSs58AddressInfo } from '@polkadot-api/substrate-bindings';
import type { Branded } from './brand.js';
import { refusal } from './errors.js';

/** 32 bytes of a public key as 64 lower-case hex digits: the form that is compared and stored. */
export type Account = Branded<string, 'Account'>;
/** The key that works: signs weights and answers. */
export type Hotkey = Branded<string, 'Hotkey'>;
/** The key that owns: holds the balance. */
export type Coldkey = Branded<string, 'Coldkey'>;

/** Substrate's generic address prefix, Bittensor's too. */
export const SS58_PREFIX = 42;

/** An account from an SS58 address (of any prefix) or 32 bytes as hex, 0x or not. Throws NOT_AN_ACCOUNT. */
export function parseAccount(value: unknown, what = 'account'): Account {
  if (typeof value === 'string') {
    const hex = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(value)?.[1];
    if (hex !== undefined) return hex.toLowerCase() as Account;
    const address = getSs58AddressInfo(value);
    if (address.isValid && address.publicKey.length === 32) return toHex(address.publicKey) as Account;
  }
  throw refusal('NOT_AN_ACCOUNT', what, 'an SS58 address or 32 bytes as hex', value);
}

export const parseHotkey = (value: unknown, what = 'hotkey'): Hotkey =>
  parseAccount(value, what) as string as Hotkey;
export const parseColdkey = (value: unknown, what = 'coldkey'): Coldkey =>
  parseAccount(value, what) as string as Coldkey;

/** The SS58 address of an account given as 64 hex digits. */
export function formatAccount(account: string, prefix = SS58_PREFIX): string {
  const bytes = Uint8Array.from(account.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return fromBufferToBase58(prefix)(bytes);
}

const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
