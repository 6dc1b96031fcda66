import type { Context, Phase, SignedCall } from '../context.js';
import { DispatchFailure } from '../dispatch/failure.js';
import type { DispatchInfo, WeightValue } from '../dispatch/info.js';
import { isRoot, type Origin } from '../dispatch/origin.js';
import type { DispatchErrorValue, DispatchResult } from '../dispatch/result.js';
import { RuntimeCallError, panic } from '../errors.js';
import { checkSignature } from '../extrinsic/check.js';
import { decodeExtrinsic } from '../extrinsic/decode.js';
import { TransactionRefused } from '../extrinsic/validity.js';
import type { Call, OuterCall } from '../pallet/call.js';
import type { Constant } from '../pallet/constant.js';
import type { EventValue } from '../pallet/events.js';
import type { RuntimeHost, RuntimeStorage } from '../runtime.js';
import { encode } from '../scale/codec.js';
import type { Codecs } from '../scale/compile.js';
import type { KeyCache } from '../storage/key-cache.js';
import { RuntimeCall } from '../types/common.js';
import type { LinkedRuntime } from './linked.js';

/** An event as System keeps it. */
export interface EventRecordValue {
  readonly phase: Phase;
  readonly event: { readonly type: string; readonly value: EventValue };
  readonly topics: readonly string[];
}

/** Upstream's limit of nested transactional layers (frame_support::storage::transactional). */
const MAX_LAYERS = 255;

/** The context of one runtime call: storage layers and the events that live and die with them. */
export class CallContext implements Context {
  readonly codecs: Codecs;
  readonly keyCache: KeyCache;
  #events: EventRecordValue[] = [];
  // Weight and class of a call of calls each ask for the inner ones: without memory that doubles with every level.
  readonly #infos = new WeakMap<OuterCall, DispatchInfo>();
  #layers = 0;
  #phase: Phase | undefined;

  constructor(
    readonly linked: LinkedRuntime,
    readonly storage: RuntimeStorage,
    readonly host: RuntimeHost,
  ) {
    this.codecs = linked.codecs;
    this.keyCache = linked.keyCache;
    this.#phase = linked.parts.system.phase(this);
  }

  constant<T>(constant: Constant<T>): T {
    return this.linked.constant(constant);
  }

  deposit(pallet: string, event: EventValue): void {
    // As upstream: no events at genesis, where no block will show them.
    if (this.#phase === undefined) return;
    this.#events.push({ phase: this.#phase, event: { type: pallet, value: event }, topics: [] });
  }

  /** Stores what was deposited so far, and reads the phase anew. */
  flush(): void {
    const events = this.#events;
    this.#events = [];
    if (events.length > 0) this.linked.parts.system.storeEvents(this, events);
    this.#phase = this.linked.parts.system.phase(this);
  }

  info(call: OuterCall): DispatchInfo {
    const known = this.#infos.get(call);
    if (known !== undefined) return known;
    const info = this.#declaredInfo(call);
    this.#infos.set(call, info);
    return info;
  }

  #declaredInfo(call: OuterCall): DispatchInfo {
    const declared = this.linked.call(call);
    const args = call.value.value as never;
    return {
      weight: this.#property<WeightValue>(declared.weight, args),
      class: { type: this.#property(declared.class ?? 'Normal', args) },
      pays_fee: { type: this.#property(declared.pays ?? 'Yes', args) },
    };
  }

  dispatch(call: OuterCall, origin: Origin): DispatchResult {
    const passes =
      isRoot(origin) ||
      (this.linked.parts.baseCallFilter(call) && origin.filters.every((filter) => filter(call)));
    if (passes) return this.dispatchBypassFilter(call, origin);
    return { ok: false, error: this.#filtered(), post: {} };
  }

  dispatchBypassFilter(call: OuterCall, origin: Origin): DispatchResult {
    const declared = this.linked.call(call);
    try {
      return { ok: true, post: this.transactional(() => this.#run(declared, call, origin)) };
    } catch (error) {
      if (!(error instanceof DispatchFailure)) throw error;
      return { ok: false, error: this.errorValue(error), post: error.post };
    }
  }

  transactional<T>(body: () => T): T {
    if (this.#layers >= MAX_LAYERS)
      throw new DispatchFailure({
        kind: 'plain',
        error: { type: 'Transactional', value: { type: 'LimitReached' } },
      });
    const events = this.#events.length;
    this.storage.begin();
    this.#layers++;
    let done = false;
    try {
      const value = body();
      done = true;
      return value;
    } finally {
      this.#layers--;
      if (done) this.storage.commit();
      else {
        this.storage.rollback();
        this.#events.length = events;
      }
    }
  }

  errorValue({ reason }: DispatchFailure): DispatchErrorValue {
    if (reason.kind !== 'module') return reason.error;
    const { index } = this.linked.pallet(reason.pallet);
    return {
      type: 'Module',
      value: { index, error: `${reason.index.toString(16).padStart(2, '0')}000000` },
    };
  }

  encodeCall(call: OuterCall): Uint8Array {
    return encode(this.codecs.of(RuntimeCall), call);
  }

  readSigned(extrinsic: Uint8Array): SignedCall | undefined {
    try {
      const decoded = decodeExtrinsic(this.linked, extrinsic);
      const who = checkSignature(this, decoded);
      if (who === undefined) return undefined;
      const values = decoded.signature?.extra ?? [];
      const extra = this.linked.parts.extensions.map(({ id }, i) => [id, values[i]] as const);
      return { who, call: decoded.call, extra: Object.fromEntries(extra) };
    } catch (error) {
      if (error instanceof TransactionRefused || error instanceof RuntimeCallError) return undefined;
      throw error;
    }
  }

  #run(declared: Call, call: OuterCall, origin: Origin): object {
    const checked = declared.origin(origin, this);
    return declared.run(this, checked as never, call.value.value as never) ?? {};
  }

  #property<T>(property: T | ((args: never, ctx: Context) => T), args: never): T {
    return typeof property === 'function'
      ? (property as (args: never, ctx: Context) => T)(args, this)
      : property;
  }

  /** System.CallFiltered, whose index is the System pallet's to say. */
  #filtered(): DispatchErrorValue {
    const errors = this.linked.pallet('System').errors?.def;
    const variant = errors?.kind === 'variant' && errors.variants.find(({ name }) => name === 'CallFiltered');
    if (variant === undefined || variant === false) throw panic('System declares no error CallFiltered');
    return this.errorValue(
      new DispatchFailure({ kind: 'module', pallet: 'System', name: 'CallFiltered', index: variant.index }),
    );
  }
}
