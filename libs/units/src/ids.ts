import type { Branded } from './brand.js';
import { refusal } from './errors.js';

/** Number of a subnet (u16); 0 is root. */
export type Netuid = Branded<number, 'Netuid'>;
/** Number of a neuron in its subnet (u16). */
export type Uid = Branded<number, 'Uid'>;
/** Height of a block (u32). */
export type BlockNumber = Branded<number, 'BlockNumber'>;
/** Count of an account's extrinsics (u32). */
export type Nonce = Branded<number, 'Nonce'>;
/** Blocks between two epochs of a subnet (u16). */
export type Tempo = Branded<number, 'Tempo'>;

function parseUint(value: unknown, bits: 16 | 32, what: string): number {
  const number = typeof value === 'string' && /^(0|[1-9]\d{0,9})$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number >= 2 ** bits)
    throw refusal('OUT_OF_RANGE', what, `a whole number from 0 to ${2 ** bits - 1}`, value);
  return number;
}

/** Each parser takes a number or its decimal digits and throws OUT_OF_RANGE for anything else. */
export const parseNetuid = (value: unknown, what = 'netuid'): Netuid => parseUint(value, 16, what) as Netuid;
export const parseUid = (value: unknown, what = 'uid'): Uid => parseUint(value, 16, what) as Uid;
export const parseTempo = (value: unknown, what = 'tempo'): Tempo => parseUint(value, 16, what) as Tempo;
export const parseNonce = (value: unknown, what = 'nonce'): Nonce => parseUint(value, 32, what) as Nonce;
export const parseBlockNumber = (value: unknown, what = 'block'): BlockNumber =>
  parseUint(value, 32, what) as BlockNumber;
