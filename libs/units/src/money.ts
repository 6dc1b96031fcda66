import type { Branded } from './brand.js';
import { refusal } from './errors.js';

/** The smallest amount: 10⁻⁹ TAO. A u64 on chain, never a JavaScript number in consensus. */
export type Rao = Branded<bigint, 'Rao'>;

export const RAO_PER_TAO = 1_000_000_000n;
const LIMIT = 1n << 64n;

/** Whole rao from a bigint, decimal digits or a safe integer. Throws NOT_AN_AMOUNT. */
export function parseRao(value: unknown, what = 'amount'): Rao {
  const isDigits = typeof value === 'string' && /^\d{1,20}$/.test(value);
  const isWhole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));
  const rao = isDigits || isWhole ? BigInt(value) : -1n;
  if (rao < 0n || rao >= LIMIT)
    throw refusal('NOT_AN_AMOUNT', what, 'rao as a whole number below 2^64', value);
  return rao as Rao;
}

/** Rao from TAO written as a decimal with at most nine places: `1.5`. Throws NOT_AN_AMOUNT. */
export function parseTao(value: string, what = 'amount'): Rao {
  const match = /^(\d{1,11})(?:\.(\d{1,9}))?$/.exec(value);
  if (match === null) throw refusal('NOT_AN_AMOUNT', what, 'TAO with at most nine decimal places', value);
  const [, whole = '0', fraction = ''] = match;
  return parseRao(BigInt(whole) * RAO_PER_TAO + BigInt(fraction.padEnd(9, '0')), what);
}

/** TAO as a decimal without trailing zeros: `1.5`. */
export function formatTao(rao: bigint): string {
  const sign = rao < 0n ? '-' : '';
  const size = rao < 0n ? -rao : rao;
  const fraction = (size % RAO_PER_TAO).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${size / RAO_PER_TAO}${fraction === '' ? '' : `.${fraction}`}`;
}
