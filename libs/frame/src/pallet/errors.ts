import { DispatchFailure } from '../dispatch/failure.js';
import type { AnyType } from '../types/type.js';
import { typeOf } from '../types/type.js';

/** The error enum of one pallet, and the failures it names. */
export interface PalletErrors<N extends string> {
  readonly type: AnyType;
  /** The failure to throw: `throw errors.fail('NotFound')`. */
  fail(name: N): DispatchFailure;
}

/** Declares a pallet's errors; the position in the list is the index on the wire. */
export function errorsOf<const N extends readonly string[]>(
  pallet: string,
  path: string,
  names: N,
): PalletErrors<N[number]> {
  return {
    type: typeOf({
      kind: 'variant',
      path,
      variants: names.map((name, index) => ({ name, index, fields: [] })),
      params: [],
    }),
    fail: (name) => new DispatchFailure({ kind: 'module', pallet, name, index: names.indexOf(name) }),
  };
}
