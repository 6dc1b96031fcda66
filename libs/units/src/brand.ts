declare const BRAND: unique symbol;

/** A `T` that was parsed as a `B`: the compiler keeps hotkeys, coldkeys, rao and uids apart. */
export type Branded<T, B extends string> = T & { readonly [BRAND]: B };
