/** How values of the primitives are written in JSON: fixed-point bits as decimal strings, matrices as lists of rows. */
import type { Fixed, FixedFormat } from '../fixed/fixed-format.js';
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { I96F32 } from '../fixed/i96f32.js';
import { asArray, asBigint, asI16, asList, asU16, asU32, asU64 } from '../input/fields.js';
import { refusal } from '../errors.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';

export interface Codec<T> {
  readonly read: (what: string, value: unknown) => T;
  readonly write: (value: T) => unknown;
}

const same = <T>(value: T): unknown => value;

function fixed<F extends string>(format: FixedFormat<F>): Codec<Fixed<F>> {
  return {
    read: (what, value) => format.bits(asBigint(what, value, format.min, format.max)),
    write: String,
  };
}

export const i32 = fixed(I32F32);
export const i64 = fixed(I64F64);
export const i96 = fixed(I96F32);
export const u16: Codec<number> = { read: asU16, write: same };
export const i16: Codec<number> = { read: asI16, write: same };
export const u32: Codec<number> = { read: asU32, write: same };
export const u64: Codec<bigint> = { read: asU64, write: String };
export const bool: Codec<boolean> = {
  read: (what, value) => {
    if (typeof value !== 'boolean') throw refusal('WRONG_TYPE', what, 'a boolean', value);
    return value;
  },
  write: same,
};
/** A mask: booleans as 0 | 1. */
export const flags: Codec<boolean[]> = {
  read: (what, value) => asList(what, value, bool.read),
  write: (values) => values.map(Number),
};

export function list<T>(element: Codec<T>): Codec<readonly T[]> {
  return {
    read: (what, value) => asList(what, value, element.read),
    write: (values) => values.map(element.write),
  };
}

export const vector = list(i32);
export const matrix = list(vector);
export const sparse: Codec<SparseMatrix> = {
  read: (what, value) =>
    asList(what, value, (row, entries) =>
      asList(row, entries, (entry, pair) => {
        const [column, bits] = asArray(entry, pair);
        return [asU16(`${entry}[0]`, column), i32.read(`${entry}[1]`, bits)] as const;
      }),
    ),
  write: (rows) => rows.map((row) => row.map(([column, value]) => [column, String(value)])),
};
