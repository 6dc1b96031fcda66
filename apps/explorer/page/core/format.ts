/** Numbers as people read them. Amounts stay bigints: what is shown is exact. */

const RAO_PER_TAO = 1_000_000_000n;
const U16_MAX = 65_535;

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 extrinsic`, `2 extrinsics`. */
export const counted = (value: number, thing: string): string =>
  `${count(value)} ${thing}${value === 1 ? '' : 's'}`;

/** Rao as `τ 1,234.5`: exact, without trailing zeros. */
export function tao(rao: string | bigint): string {
  const value = BigInt(rao);
  const size = value < 0n ? -value : value;
  const fraction = (size % RAO_PER_TAO).toString().padStart(9, '0').replace(/0+$/, '');
  const whole = grouped((size / RAO_PER_TAO).toString());
  return `${value < 0n ? '−' : ''}τ\u00a0${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The same in two parts: what is before the point, and the point with what is behind it. */
export function taoParts(rao: string | bigint): readonly [whole: string, fraction: string] {
  const [whole = '', fraction] = tao(rao).split('.');
  return [whole, fraction === undefined ? '' : `.${fraction}`];
}

/** TAO as a float: for the height of a line in a chart, never as an amount. */
export const taoFloat = (rao: string): number => Number(BigInt(rao)) / 1e9;

export const count = (value: number | string | bigint): string => grouped(String(value));

/** A u16 proportion as a percentage. */
export const percent = (u16: number): string => `${((u16 / U16_MAX) * 100).toFixed(2)}\u00a0%`;

/** Millionths as a percentage. */
export const percentOfMillionths = (millionths: number): string =>
  `${(millionths / 10_000).toFixed(2)}\u00a0%`;

/** Hundredths of a per cent as a percentage. */
export const percentOfBasisPoints = (points: number | string): string => {
  const [whole = '', fraction = ''] = (Number(points) / 100).toFixed(2).split('.');
  return `${grouped(whole)}.${fraction}\u00a0%`;
};

export const percentFloat = (u16: number): number => (u16 / U16_MAX) * 100;

/** `5GrwvaEF…utQY`. */
export const shortAddress = (address: string): string =>
  address.length > 16 ? `${address.slice(0, 8)}…${address.slice(-4)}` : address;

export const shortHash = (hash: string): string => `${hash.slice(0, 10)}…${hash.slice(-4)}`;

/** The local date and time, or a dash for block 0. */
export const dateTime = (time: number | null): string =>
  time === null
    ? '–'
    : new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const clockTime = (time: number | null): string =>
  time === null ? '–' : new Date(time).toLocaleTimeString();

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** `3 d 4 h`, `250 ms`. */
export function duration(ms: number): string {
  const first = UNITS.findIndex(([size]) => ms >= size);
  if (first < 0) return `${Math.round(ms)} ms`;
  const [size, unit] = UNITS[first]!;
  const whole = Math.floor(ms / size);
  const [nextSize, nextUnit] = UNITS[first + 1] ?? [];
  const rest = nextSize === undefined ? 0 : Math.floor((ms % size) / nextSize);
  return rest === 0 ? `${count(whole)} ${unit}` : `${count(whole)} ${unit} ${rest} ${nextUnit}`;
}
