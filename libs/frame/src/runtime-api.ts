import type { CallContext } from './executive/call-context.js';
import type { FieldTypes, FieldValues } from './types/build.js';
import type { AnyType, Type } from './types/type.js';

/** One function of a runtime API. */
export interface ApiMethod {
  readonly name: string;
  readonly inputs: FieldTypes;
  readonly output: AnyType;
  readonly run: (ctx: CallContext, inputs: never) => unknown;
}

/** A runtime API: exported as `<name>_<method>`. */
export interface RuntimeApi {
  readonly name: string;
  readonly version: number;
  readonly methods: readonly ApiMethod[];
}

/** Declares a method: inference of input and output types only. */
export const method = <F extends FieldTypes, R>(
  name: string,
  inputs: F,
  output: Type<R>,
  run: (ctx: CallContext, inputs: FieldValues<F>) => R,
): ApiMethod => ({ name, inputs, output, run });

export const runtimeApi = (name: string, version: number, methods: readonly ApiMethod[]): RuntimeApi => ({
  name,
  version,
  methods,
});
