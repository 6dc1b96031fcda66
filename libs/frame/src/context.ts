import type { DispatchErrorValue, DispatchResult } from './dispatch/result.js';
import type { DispatchFailure } from './dispatch/failure.js';
import type { DispatchInfo } from './dispatch/info.js';
import type { AccountId, Origin } from './dispatch/origin.js';
import type { OuterCall } from './pallet/call.js';
import type { Constant } from './pallet/constant.js';
import type { EventValue } from './pallet/events.js';
import type { RuntimeHost, RuntimeStorage } from './runtime.js';
import type { Codecs } from './scale/compile.js';
import type { KeyCache } from './storage/key-cache.js';

/** Where in a block an event happened. */
export type Phase =
  | { readonly type: 'ApplyExtrinsic'; readonly value: number }
  | { readonly type: 'Finalization'; readonly value?: undefined }
  | { readonly type: 'Initialization'; readonly value?: undefined };

/** A call that somebody signed, in or out of a block. */
export interface SignedCall {
  readonly who: AccountId;
  readonly call: OuterCall;
  /** What each signed extension carries, by its id. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What a pallet's code works with during one runtime call. */
export interface Context {
  readonly storage: RuntimeStorage;
  readonly host: RuntimeHost;
  readonly codecs: Codecs;
  readonly keyCache: KeyCache;
  /** The value of a pallet's constant in this network. */
  constant<T>(constant: Constant<T>): T;
  /** Deposits an event of a pallet; undone with the layer it happened in. */
  deposit(pallet: string, event: EventValue): void;
  /** What a call costs at most. */
  info(call: OuterCall): DispatchInfo;
  /** Dispatches a call in a storage layer of its own, if the origin's filters let it pass. Never throws a failure. */
  dispatch(call: OuterCall, origin: Origin): DispatchResult;
  /** The same without the filters: what root may do. */
  dispatchBypassFilter(call: OuterCall, origin: Origin): DispatchResult;
  /** Runs `body` in a layer: a throw undoes its writes and events, and goes on. */
  transactional<T>(body: () => T): T;
  /** The DispatchError value of a failure: module errors get their pallet's index. */
  errorValue(failure: DispatchFailure): DispatchErrorValue;
  /** A call's SCALE bytes. */
  encodeCall(call: OuterCall): Uint8Array;
  /** What an extrinsic's bytes (without length) say, when their signature is valid on this chain now. */
  readSigned(extrinsic: Uint8Array): SignedCall | undefined;
}
