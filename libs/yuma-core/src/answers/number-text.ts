/** Numbers of an epoch as people read them; exact values stay in the data. */

const TAO = 1_000_000_000n;

/** I32F32 bits as a percentage: `12.34 %`. */
export const percentOfBits = (bits: bigint): string => percent((bits * 10_000n) >> 32n);

/** u16 proportion as a percentage. */
export const percentOfU16 = (value: number): string => percent((BigInt(value) * 10_000n) / 65_535n);

const percent = (hundredths: bigint): string =>
  `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')} %`;

/** Rao as TAO, to the rao: `1.500000007 TAO`. */
export const taoText = (rao: bigint): string =>
  `${rao < 0n ? '-' : ''}${abs(rao) / TAO}.${String(abs(rao) % TAO).padStart(9, '0')} TAO`;

const abs = (rao: bigint): bigint => (rao < 0n ? -rao : rao);

/** `1 weight`, `2 weights`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`; of many, the first few and how many more. */
export function list(items: readonly string[], most = 5): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
