import type { Type } from '../types/type.js';

/** A constant of a pallet, published in the metadata. A network may give it another value (`createRuntime`). */
export interface Constant<T> {
  readonly kind: 'constant';
  readonly pallet: string;
  readonly name: string;
  readonly type: Type<T>;
  readonly value: T;
}

/** A constant of any type: what a pallet's list holds. */
export type AnyConstant = Constant<unknown>;

/** Declares the constants of one pallet. */
export const constantsOf =
  (pallet: string) =>
  <T>(name: string, type: Type<T>, value: NoInfer<T>): Constant<T> => ({
    kind: 'constant',
    pallet,
    name,
    type,
    value,
  });
