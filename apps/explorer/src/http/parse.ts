import type { Hex } from '@yumanet/chain-client';
import {
  formatAccount,
  parseAccount,
  parseBlockNumber,
  parseNetuid,
  parseUid,
  UnitError,
} from '@yumanet/units';
import type { MatrixKind } from '../api.js';
import { type EXPLORER_ERRORS, explorerError } from '../errors.js';

/** What comes from outside, parsed at the edge: one function for each kind, each with its code. */
type InvalidCode = Extract<keyof typeof EXPLORER_ERRORS, `${string}_INVALID`>;

function parsed<T>(code: InvalidCode, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UnitError) throw explorerError(code, error.message);
    throw error;
  }
}

const HASH = /^0x[0-9a-fA-F]{64}$/;

/** @throws ServiceError NETUID_INVALID. */
export const netuidOf = (text: string): number => parsed('NETUID_INVALID', () => parseNetuid(text));

/** @throws ServiceError UID_INVALID. */
export const uidOf = (text: string): number => parsed('UID_INVALID', () => parseUid(text));

/** SS58. @throws ServiceError ACCOUNT_INVALID. */
export const addressOf = (text: string): string =>
  parsed('ACCOUNT_INVALID', () => formatAccount(parseAccount(text)));

/** A height or a hash. @throws ServiceError BLOCK_INVALID. */
export const blockOf = (text: string): number | Hex =>
  HASH.test(text) ? (text.toLowerCase() as Hex) : parsed('BLOCK_INVALID', () => parseBlockNumber(text));

/** @throws ServiceError EXTRINSIC_INVALID. */
export function extrinsicOf(text: string): Hex | { readonly block: number; readonly index: number } {
  if (HASH.test(text)) return text.toLowerCase() as Hex;
  const [, block, index] = /^(\d{1,10})-(\d{1,6})$/.exec(text) ?? [];
  if (block !== undefined && index !== undefined && Number(block) < 2 ** 32)
    return { block: Number(block), index: Number(index) };
  const got = JSON.stringify(text.slice(0, 80));
  throw explorerError('EXTRINSIC_INVALID', `extrinsic: expected HEIGHT-INDEX or a hash, got ${got}`);
}

/** @throws ServiceError QUERY_INVALID. */
export function matrixKindOf(text: string): MatrixKind {
  if (text === 'weights' || text === 'bonds') return text;
  throw explorerError(
    'QUERY_INVALID',
    `matrix: expected weights or bonds, got ${JSON.stringify(text.slice(0, 80))}`,
  );
}

/** A whole number of the query in 1..max; the default where it is absent. @throws ServiceError QUERY_INVALID. */
export function countOf(name: string, text: string | undefined, { max, default: usual }: Range): number {
  if (text === undefined) return usual;
  if (/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text);
  throw explorerError(
    'QUERY_INVALID',
    `${name}: expected 1 to ${max}, got ${JSON.stringify(text.slice(0, 80))}`,
  );
}

interface Range {
  readonly max: number;
  readonly default: number;
}

/** @throws ServiceError QUERY_INVALID. */
export function wordOf(text: string | undefined): string {
  const word = (text ?? '').trim();
  if (word.length > 0 && word.length <= 80) return word;
  throw explorerError('QUERY_INVALID', `q: expected 1 to 80 characters, got ${word.length}`);
}
