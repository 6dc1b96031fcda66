import type { Codec } from '@polkadot/types/types';

/** A decoded SCALE value: integers as bigints, accounts as SS58, other things as the text that they have. */
export type Plain = bigint | boolean | string | null | readonly Plain[] | { readonly [field: string]: Plain };

interface Decoded {
  readonly isNone?: boolean;
  readonly isSome?: boolean;
  readonly isTrue?: boolean;
  readonly defKeys?: readonly string[];
  unwrap?(): Decoded;
  get?(field: string): Decoded | undefined;
  toBigInt?(): bigint;
  toString(): string;
}

/** An `Option` that has nothing is null, a struct an object by its fields' names. */
export function plain(value: Codec): Plain {
  return convert(value);
}

function convert(value: Decoded): Plain {
  if (Array.isArray(value)) return (value as Decoded[]).map(convert);
  if (value.isNone === true) return null;
  if (value.isSome === true && value.unwrap !== undefined) return convert(value.unwrap());
  if (value.isTrue !== undefined) return value.isTrue;
  if (value.defKeys !== undefined && value.get !== undefined) {
    const fields = value.defKeys.map((field) => [field, convert(value.get!(field)!)] as const);
    return Object.fromEntries(fields);
  }
  return value.toBigInt?.() ?? value.toString();
}
