import { clientError } from './errors.js';
import type { Hex } from './source.js';

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}

/** @throws ServiceError BAD_ANSWER: an endpoint sent it. */
export function fromHex(text: unknown, what: string): Uint8Array {
  if (typeof text !== 'string' || !/^0x([0-9a-f]{2})*$/i.test(text)) {
    throw clientError(
      'BAD_ANSWER',
      `${what}: expected hexadecimal, got ${JSON.stringify(text)?.slice(0, 60)}`,
    );
  }
  return Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
}

/** A hash of 32 bytes. @throws ServiceError BAD_ANSWER */
export function hash32(text: unknown, what: string): Hex {
  if (typeof text !== 'string' || !/^0x[0-9a-f]{64}$/i.test(text)) {
    throw clientError('BAD_ANSWER', `${what}: expected a hash, got ${JSON.stringify(text)?.slice(0, 60)}`);
  }
  return text.toLowerCase() as Hex;
}

/** A number as JSON-RPC writes it: `0x1f` or 31. @throws ServiceError BAD_ANSWER */
export function toNumber(value: unknown, what: string): number {
  const number = typeof value === 'string' && /^0x[0-9a-f]{1,13}$/i.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw clientError('BAD_ANSWER', `${what}: expected a number, got ${JSON.stringify(value)?.slice(0, 60)}`);
}
