import type { Plain } from './plain.js';

/** Plain values as what they are known to be; a value of another kind is a defect, and becomes a zero, never an exception. */
export const numberOf = (value: Plain | undefined): number =>
  typeof value === 'bigint' || typeof value === 'string' ? Number(value) : 0;

export const bigintOf = (value: Plain | undefined): bigint => (typeof value === 'bigint' ? value : 0n);

export const textOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : '');

export const raoOf = (value: Plain | undefined): string => bigintOf(value).toString();

export const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];

/** Pairs of a sparse row: (target, u16). */
export const pairsOf = (value: Plain | undefined): (readonly [number, number])[] =>
  listOf(value).map((pair) => {
    const [target, weight] = listOf(pair);
    return [numberOf(target), numberOf(weight)];
  });

export const fieldOf = (value: Plain | undefined, name: string): Plain | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, Plain>>)[name]
    : undefined;
