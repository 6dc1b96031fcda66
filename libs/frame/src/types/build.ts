import type { AnyType, Field, OuterName, Param, Primitive, Type, ValueOf, Variant } from './type.js';
import { typeOf } from './type.js';

const primitive = <T>(name: Primitive): Type<T> => typeOf({ kind: 'primitive', name });

export const bool = primitive<boolean>('bool');
export const char = primitive<string>('char');
export const str = primitive<string>('str');
export const u8 = primitive<number>('u8');
export const u16 = primitive<number>('u16');
export const u32 = primitive<number>('u32');
export const u64 = primitive<bigint>('u64');
export const u128 = primitive<bigint>('u128');

/** The variable-length integer form of an unsigned type (or of a composite with one such field). */
export const compact = <T>(inner: Type<T>): Type<T> => typeOf({ kind: 'compact', inner });

/** `Vec<T>`; for bytes use `bytes`. */
export const vec = <T>(inner: Type<T>): Type<readonly T[]> => typeOf({ kind: 'sequence', inner });

/** `Vec<u8>` as a Uint8Array. */
export const bytes: Type<Uint8Array> = typeOf({ kind: 'sequence', inner: u8 });

/** `[T; length]`; for bytes use `fixedBytes`. */
export const array = <T>(inner: Type<T>, length: number): Type<readonly T[]> =>
  typeOf({ kind: 'array', inner, length });

/** `[u8; length]` as lower-case hex without 0x. */
export const fixedBytes = (length: number): Type<string> => typeOf({ kind: 'array', inner: u8, length });

type ValuesOf<X extends readonly AnyType[]> = { readonly [K in keyof X]: ValueOf<X[K]> };

export const tuple = <const X extends readonly AnyType[]>(...items: X): Type<ValuesOf<X>> =>
  typeOf({ kind: 'tuple', items });

/** `()`. */
export const unit: Type<undefined> = typeOf({ kind: 'tuple', items: [] });

export const option = <T>(inner: Type<T>): Type<T | undefined> => typeOf({ kind: 'option', inner });

export type ResultValue<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly value: E };

export const result = <T, E>(ok: Type<T>, error: Type<E>): Type<ResultValue<T, E>> =>
  typeOf({ kind: 'result', ok, error });

export type FieldTypes = Readonly<Record<string, AnyType>>;
export type FieldValues<F extends FieldTypes> = { readonly [K in keyof F]: ValueOf<F[K]> };

export const namedFields = (fields: FieldTypes): Field[] =>
  Object.entries(fields).map(([name, type]) => ({ name, type }));

/** A composite with named fields. */
export const struct = <F extends FieldTypes>(
  path: string,
  fields: F,
  params: readonly Param[] = [],
): Type<FieldValues<F>> => typeOf({ kind: 'composite', path, fields: namedFields(fields), params });

/** A composite with one unnamed field: its value is the field's value. */
export const newtype = <T>(path: string, inner: Type<T>, params: readonly Param[] = []): Type<T> =>
  typeOf({ kind: 'composite', path, fields: [{ name: undefined, type: inner }], params });

/** A composite without fields (a marker). */
export const marker = (path: string, params: readonly Param[] = []): Type<undefined> =>
  typeOf({ kind: 'composite', path, fields: [], params });

/** Clients find the item type of a bounded vector among its parameters. */
const boundedParams = (inner: AnyType): Param[] => [
  { name: 'T', type: inner },
  { name: 'S', type: undefined },
];

/** `limit` where a client's bytes are decoded: more items than that are not a value, as upstream. */
export const boundedVec = <T>(inner: Type<T>, limit?: number): Type<readonly T[]> =>
  newtype(
    'bounded_collections::bounded_vec::BoundedVec',
    typeOf<readonly T[]>({ kind: 'sequence', inner, limit }),
    boundedParams(inner),
  );

export const weakBoundedVec = <T>(inner: Type<T>): Type<readonly T[]> =>
  newtype('bounded_collections::weak_bounded_vec::WeakBoundedVec', vec(inner), boundedParams(inner));

export const boundedBytes: Type<Uint8Array> = newtype(
  'bounded_collections::bounded_vec::BoundedVec',
  bytes,
  boundedParams(u8),
);

declare const PAYLOAD: unique symbol;

/** One variant: its index and fields; `V` is the value beside its `type`. */
export interface VariantSpec<V> {
  readonly index: number;
  readonly fields: readonly Field[];
  readonly [PAYLOAD]?: V;
}

type PayloadOf<S> = S extends VariantSpec<infer V> ? V : never;

type UnnamedPayload<X extends readonly AnyType[]> = X extends readonly []
  ? undefined
  : X extends readonly [infer One]
    ? ValueOf<One>
    : ValuesOf<X>;

/** A variant with no fields, with unnamed fields (one: its value; several: an array), or with named fields. */
export function v<const X extends readonly AnyType[]>(
  index: number,
  ...types: X
): VariantSpec<UnnamedPayload<X>>;
export function v<F extends FieldTypes>(index: number, fields: F): VariantSpec<FieldValues<F>>;
export function v(index: number, ...fields: readonly (AnyType | FieldTypes)[]): VariantSpec<never> {
  const [first] = fields;
  if (first !== undefined && !isType(first)) return { index, fields: namedFields(first) };
  return { index, fields: fields.map((type) => ({ name: undefined, type: type as AnyType })) };
}

const isType = (value: AnyType | FieldTypes): value is AnyType =>
  typeof (value as AnyType).def === 'object' && 'kind' in (value as AnyType).def;

export type VariantValue<S> = {
  [K in keyof S & string]: PayloadOf<S[K]> extends undefined
    ? { readonly type: K; readonly value?: undefined }
    : { readonly type: K; readonly value: PayloadOf<S[K]> };
}[keyof S & string];

/** An enum: `{ type: 'Name', value }`. */
export const variant = <
  const S extends Readonly<Record<string, { index: number; fields: readonly Field[] }>>,
>(
  path: string,
  variants: S,
  params: readonly Param[] = [],
): Type<VariantValue<S>> =>
  typeOf({
    kind: 'variant',
    path,
    variants: Object.entries(variants).map(([name, { index, fields }]): Variant => ({ name, index, fields })),
    params,
  });

/** An enum assembled by the runtime from its pallets. */
export const outer = <T>(name: OuterName): Type<T> => typeOf({ kind: 'outer', name });
