/**
 * SCALE types as data: declared by hand, named by path. One declaration gives the codec (`scale/compile.ts`) and the
 * entry in the metadata's type registry (`metadata/registry.ts`).
 *
 * Values: u8/u16/u32 number; u64/u128 bigint; `[u8; N]` lower-case hex without 0x; `Vec<u8>` Uint8Array; a composite
 * with one unnamed field is its field; other composites are objects with the wire's field names, or arrays;
 * variants are `{ type, value }`; Option is the value or undefined; Result is `{ ok, value }`.
 */

declare const VALUE: unique symbol;

/** A SCALE type whose values are `T`. */
export interface Type<T> {
  readonly def: TypeDef;
  /** Exists for the compiler only. */
  readonly [VALUE]?: T;
}

// Heterogeneous lists of types need a type that any Type<T> is assignable to.
export interface AnyType {
  readonly def: TypeDef;
}

export type ValueOf<X> = X extends Type<infer T> ? T : never;

export type Primitive = 'bool' | 'char' | 'str' | 'u8' | 'u16' | 'u32' | 'u64' | 'u128';

export interface Field {
  readonly name: string | undefined;
  readonly type: AnyType;
}

export interface Variant {
  readonly name: string;
  readonly index: number;
  readonly fields: readonly Field[];
}

/** Generic parameters that clients read from the registry (the extrinsic's Address, Call, Signature, Extra). */
export interface Param {
  readonly name: string;
  readonly type: AnyType | undefined;
}

/** The enums that a runtime assembles from its pallets. */
export type OuterName =
  | 'RuntimeCall'
  | 'RuntimeEvent'
  | 'RuntimeError'
  | 'OriginCaller'
  | 'RuntimeHoldReason'
  | 'RuntimeFreezeReason'
  | 'Runtime'
  | 'UncheckedExtrinsic';

export type TypeDef =
  | { readonly kind: 'primitive'; readonly name: Primitive }
  | { readonly kind: 'compact'; readonly inner: AnyType }
  /** `limit`: most items that decode; absent where whoever writes keeps to it. */
  | { readonly kind: 'sequence'; readonly inner: AnyType; readonly limit?: number | undefined }
  | { readonly kind: 'array'; readonly inner: AnyType; readonly length: number }
  | { readonly kind: 'tuple'; readonly items: readonly AnyType[] }
  | {
      readonly kind: 'composite';
      readonly path: string;
      readonly fields: readonly Field[];
      readonly params: readonly Param[];
    }
  | {
      readonly kind: 'variant';
      readonly path: string;
      readonly variants: readonly Variant[];
      readonly params: readonly Param[];
    }
  | { readonly kind: 'option'; readonly inner: AnyType }
  | { readonly kind: 'result'; readonly ok: AnyType; readonly error: AnyType }
  | { readonly kind: 'outer'; readonly name: OuterName };

/** A type from its definition: for code that assembles types (outer enums, calls, events). */
export function typeOf<T>(def: TypeDef): Type<T> {
  return { def };
}
