import { CliError } from './cli-error.js';

/** Rao of one TAO. */
const RAO_PER_TAO = 1_000_000_000n;
const MAX_RAO = 2n ** 64n;

/** `1.5` TAO → 1,500,000,000 rao; exact, never through a floating-point number. @throws CliError BAD_INPUT. */
export function parseTao(text: string): bigint {
  const parts = /^(\d{1,11})(?:\.(\d{1,9}))?$/.exec(text);
  if (parts === null) {
    throw new CliError('BAD_INPUT', `amount: expected TAO with at most 9 decimals, got "${text}"`);
  }
  const rao = BigInt(parts[1]!) * RAO_PER_TAO + BigInt((parts[2] ?? '').padEnd(9, '0'));
  if (rao >= MAX_RAO) throw new CliError('BAD_INPUT', `amount: expected less than 2^64 rao, got ${rao}`);
  return rao;
}

/** 1,500,000,000 rao → `1.500000000`. */
export function formatTao(rao: bigint): string {
  return `${rao / RAO_PER_TAO}.${(rao % RAO_PER_TAO).toString().padStart(9, '0')}`;
}
