import type { Context } from '../context.js';
import type { DispatchInfo, PostInfo } from '../dispatch/info.js';
import type { AccountId } from '../dispatch/origin.js';
import type { DispatchResult } from '../dispatch/result.js';
import type { OuterCall } from '../pallet/call.js';
import type { Type } from '../types/type.js';
import type { ValidTransaction } from './validity.js';

/** What every extension sees of a signed transaction. */
export interface Transaction {
  readonly who: AccountId;
  readonly call: OuterCall;
  readonly info: DispatchInfo;
  /** Encoded length of the whole extrinsic in bytes. */
  readonly length: number;
}

/** What an extension sees after the dispatch. */
export interface Outcome {
  readonly info: DispatchInfo;
  readonly post: PostInfo;
  readonly length: number;
  readonly result: DispatchResult;
}

/** A signed extension: `E` is what the transaction carries, `A` what is signed besides, `P` what it remembers. */
export interface ExtensionDeclaration<E, A, P> {
  readonly id: string;
  readonly extra: Type<E>;
  readonly additional: Type<A>;
  readonly additionalSigned: (ctx: Context, extra: E) => A;
  readonly validate?: (ctx: Context, tx: Transaction, extra: E) => ValidTransaction;
  /** Absent: as `validate`. */
  readonly preDispatch?: (ctx: Context, tx: Transaction, extra: E) => P;
  readonly postDispatch?: (ctx: Context, pre: P, outcome: Outcome) => void;
  readonly validateUnsigned?: (ctx: Context, info: DispatchInfo, length: number) => ValidTransaction;
  readonly preDispatchUnsigned?: (ctx: Context, info: DispatchInfo, length: number) => void;
  readonly postDispatchUnsigned?: (ctx: Context, outcome: Outcome) => void;
}

export type SignedExtension = ExtensionDeclaration<unknown, unknown, unknown>;

/** Declares an extension; the runtime hands each one exactly the `extra` that its own codec decoded. */
export const defineExtension = <E, A, P = void>(extension: ExtensionDeclaration<E, A, P>): SignedExtension =>
  extension as unknown as SignedExtension;
