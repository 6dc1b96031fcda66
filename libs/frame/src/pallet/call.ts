import type { Context } from '../context.js';
import type { DispatchClassName, PaysName, PostInfo, WeightValue } from '../dispatch/info.js';
import type { Origin } from '../dispatch/origin.js';
import type { FieldTypes, FieldValues } from '../types/build.js';
import { typeOf, type AnyType } from '../types/type.js';
import { namedFields } from '../types/build.js';

/** A decoded call: `{ type: 'Balances', value: { type: 'transfer_keep_alive', value: args } }`. */
export interface OuterCall {
  readonly type: string;
  readonly value: { readonly type: string; readonly value?: unknown };
}

/** A property of a call that is fixed, or depends on its arguments (and through them on inner calls). */
type Dependent<A, T> = T | ((args: A, ctx: Context) => T);

/** One call of a pallet. `O` is what its origin check yields (an account, or nothing). */
export interface CallDeclaration<F extends FieldTypes, O> {
  readonly index: number;
  /** The wire's name, in snake case. */
  readonly name: string;
  readonly args: F;
  /** Throws BadOrigin, or yields what the body needs to know of the origin. */
  readonly origin: (origin: Origin, ctx: Context) => O;
  readonly weight: Dependent<FieldValues<F>, WeightValue>;
  /** Normal unless told. */
  readonly class?: Dependent<FieldValues<F>, DispatchClassName>;
  /** Yes unless told. */
  readonly pays?: Dependent<FieldValues<F>, PaysName>;
  /** The body, inside a storage layer of its own: a throw undoes everything. */
  readonly run: (ctx: Context, origin: O, args: FieldValues<F>) => PostInfo | void;
}

/** A call of any shape: what a pallet's list holds. */
export interface Call {
  readonly index: number;
  readonly name: string;
  readonly args: FieldTypes;
  readonly origin: (origin: Origin, ctx: Context) => unknown;
  readonly weight: Dependent<never, WeightValue>;
  readonly class?: Dependent<never, DispatchClassName>;
  readonly pays?: Dependent<never, PaysName>;
  readonly run: (ctx: Context, origin: never, args: never) => PostInfo | void;
}

/** Declares a call: inference of argument types only. */
export const defineCall = <F extends FieldTypes, O>(call: CallDeclaration<F, O>): Call => call;

/** The pallet's Call enum. */
export const callEnum = (path: string, calls: readonly Call[]): AnyType =>
  typeOf({
    kind: 'variant',
    path,
    variants: calls.map(({ name, index, args }) => ({ name, index, fields: namedFields(args) })),
    params: [],
  });
