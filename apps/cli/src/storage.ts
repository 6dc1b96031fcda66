import type { ApiPromise } from '@polkadot/api';

/** A decoded storage value, as far as the demo reads any; @polkadot/api types them no closer without generated code. */
export interface Value {
  readonly isEmpty: boolean;
  readonly isSome: boolean;
  readonly isTrue: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toString(): string;
  [Symbol.iterator](): Iterator<Value>;
}

export type Reader = Pick<ApiPromise, 'query'>;

/** An item of SubtensorModule; `item` is its name as @polkadot/api spells it. */
export const read = async (api: Reader, item: string, ...keys: unknown[]): Promise<Value> =>
  (await api.query['subtensorModule']![item]!(...keys)) as never;
