import type { Context } from '../context.js';
import type { WeightValue } from '../dispatch/info.js';
import type { AnyStorageItem } from '../storage/item.js';
import type { AnyType } from '../types/type.js';
import type { ValidTransaction } from '../extrinsic/validity.js';
import type { Call, OuterCall } from './call.js';
import { callEnum } from './call.js';
import type { AnyConstant } from './constant.js';

/** What a pallet does around the extrinsics of a block. */
export interface Hooks {
  readonly onInitialize?: (ctx: Context, blockNumber: number) => WeightValue;
  readonly onFinalize?: (ctx: Context, blockNumber: number) => void;
}

/** An inherent: an extrinsic that the block's author makes from the node's data. */
export interface Inherent {
  /** Eight ASCII characters. */
  readonly id: string;
  /** The call for this block, or undefined when the data asks for none. */
  readonly create: (ctx: Context, data: Uint8Array | undefined) => OuterCall | undefined;
  /** Whether a call of the runtime is this inherent. */
  readonly is: (call: OuterCall) => boolean;
  /** The error of an inherent that disagrees with the node's data, SCALE-encoded, or undefined when it agrees. */
  readonly check: (
    ctx: Context,
    call: OuterCall,
    data: Uint8Array | undefined,
  ) => { readonly fatal: boolean; readonly error: Uint8Array } | undefined;
}

/** A pallet, declared once: everything else (codecs, keys, dispatch, metadata) follows from this. */
export interface Pallet {
  readonly name: string;
  readonly index: number;
  /** The crate's path, as types are named by: `pallet_balances`. */
  readonly path: string;
  readonly storage: readonly AnyStorageItem[];
  readonly calls: readonly Call[];
  /** The Event enum, absent when the pallet has none. */
  readonly events?: AnyType;
  readonly errors?: AnyType;
  readonly holdReasons?: AnyType;
  readonly constants: readonly AnyConstant[];
  /** What `:__STORAGE_VERSION__:` says at genesis. */
  readonly storageVersion: number;
  /** A pallet without calls may still own a Call enum with no variants. */
  readonly hooks?: Hooks;
  readonly inherent?: Inherent;
  /** Whether an unsigned extrinsic with this call is welcome in the pool. */
  readonly validateUnsigned?: (ctx: Context, call: OuterCall['value']) => ValidTransaction;
  /** Writes the pallet's genesis; throws BAD_GENESIS. `config` is its own part, undefined when absent. */
  readonly genesis?: (ctx: Context, config: unknown) => void;
  /** The pallet's part of a default genesis configuration, as JSON has it. */
  readonly genesisDefault?: object;
}

/** Parts of a declaration that may be left out. */
type Optional = 'storage' | 'calls' | 'constants' | 'storageVersion';

export const definePallet = (pallet: Omit<Pallet, Optional> & Partial<Pick<Pallet, Optional>>): Pallet => ({
  storage: [],
  calls: [],
  constants: [],
  storageVersion: 0,
  ...pallet,
});

/** The type of the pallet's calls, or undefined when it has none. */
export const callTypeOf = (pallet: Pallet): AnyType | undefined =>
  pallet.calls.length === 0 ? undefined : callEnum(`${pallet.path}::pallet::Call`, pallet.calls);
