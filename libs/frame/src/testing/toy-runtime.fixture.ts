import { failure } from '../dispatch/failure.js';
import { weight } from '../dispatch/info.js';
import { ensureRoot, ensureSigned, ROOT, type OriginCaller } from '../dispatch/origin.js';
import { createRuntime, type FrameRuntime } from '../create-runtime.js';
import type { SystemPort } from '../executive/system-port.js';
import type { Context, Phase } from '../context.js';
import { defineCall } from '../pallet/call.js';
import { constantsOf } from '../pallet/constant.js';
import { errorsOf } from '../pallet/errors.js';
import { eventsOf } from '../pallet/events.js';
import { definePallet } from '../pallet/pallet.js';
import { blake2_128Concat, identity, storageOf, twox64Concat } from '../storage/declare.js';
import { method, runtimeApi } from '../runtime-api.js';
import { AccountId32, DispatchError, RuntimeCall, RuntimeVersion } from '../types/common.js';
import { bool, str, u16, u32, u64, v, variant, vec } from '../types/build.js';
import { typeOf } from '../types/type.js';

/** A runtime of two small pallets, to show and test what the kernel does without any meaning of its own. */

const { value, map } = storageOf('Toy');
const constant = constantsOf('Toy');

export const Step = constant('Step', u64, 1n);
export const Count = value('Count', u64, 0n);
export const Owner = value('Owner', AccountId32);
export const Limit = value('Limit', u64, Step);
export const Scores = map('Scores', [identity(u16), blake2_128Concat(AccountId32)], u64, 0n);
export const Names = map('Names', [twox64Concat(str)], u32);

const Event = variant('toy::pallet::Event', {
  Counted: v(0, { to: u64 }),
  Reset: v(1),
  Tried: v(2, DispatchError),
});
const deposit = eventsOf('Toy', Event);

export const errors = errorsOf('Toy', 'toy::pallet::Error', ['TooMany', 'NotOwner']);

const increase = (ctx: Context): void => {
  const to = Count.get(ctx) + ctx.constant(Step);
  Count.put(ctx, to);
  deposit(ctx, 'Counted', { to });
};

const count = defineCall({
  index: 0,
  name: 'count',
  args: { fail: bool },
  origin: ensureSigned,
  weight: weight(1_000),
  run: (ctx, _who, { fail }) => {
    increase(ctx);
    if (fail) throw errors.fail('TooMany');
  },
});

const reset = defineCall({
  index: 4,
  name: 'reset',
  args: {},
  origin: ensureRoot,
  weight: weight(500),
  run: (ctx) => {
    Count.delete(ctx);
    deposit(ctx, 'Reset');
  },
});

const tryAll = defineCall({
  index: 2,
  name: 'try_all',
  args: { calls: vec(RuntimeCall) },
  origin: (origin) => origin,
  weight: ({ calls }, ctx) => weight(calls.reduce((sum, call) => sum + ctx.info(call).weight.ref_time, 7n)),
  run: (ctx, origin, { calls }) => {
    for (const call of calls) {
      const result = ctx.dispatch(call, origin);
      if (!result.ok) deposit(ctx, 'Tried', result.error);
    }
  },
});

const asRoot = defineCall({
  index: 3,
  name: 'as_root',
  args: { call: RuntimeCall },
  origin: (origin, ctx) => {
    if (ensureSigned(origin) !== Owner.get(ctx)) throw errors.fail('NotOwner');
  },
  weight: ({ call }, ctx) => ctx.info(call).weight,
  class: 'Operational',
  pays: 'No',
  run: (ctx, _owner, { call }) => {
    if (!ctx.dispatchBypassFilter(call, ROOT).ok) throw failure('Other');
  },
});

const toyPallet = definePallet({
  name: 'Toy',
  index: 9,
  path: 'toy',
  storage: [Count, Owner, Limit, Scores, Names],
  calls: [count, tryAll, asRoot, reset],
  events: Event,
  errors: errors.type,
  constants: [Step],
  storageVersion: 3,
  genesis: (ctx, config) => {
    const owner = (config as { owner?: string } | undefined)?.owner;
    if (owner !== undefined) Owner.put(ctx, owner);
  },
});

const VERSION = {
  spec_name: 'toy',
  impl_name: 'toy',
  authoring_version: 1,
  spec_version: 7,
  impl_version: 1,
  transaction_version: 2,
  state_version: 1,
};

const systemErrors = errorsOf('System', 'frame_system::pallet::Error', ['CallFiltered']);
const systemPallet = definePallet({
  name: 'System',
  index: 0,
  path: 'frame_system',
  errors: systemErrors.type,
  constants: [constantsOf('System')('Version', RuntimeVersion, { ...VERSION, apis: [] })],
});

const NOWHERE = '00'.repeat(32);
const PHASE: Phase = { type: 'Initialization' };

/** Keeps nothing: the toy's blocks have no numbers, only events, which stay with the caller. */
const toySystem = (store: SystemPort['storeEvents']): SystemPort => ({
  resetEvents: () => undefined,
  initialize: () => undefined,
  registerExtraWeight: () => undefined,
  baseBlockWeight: () => weight(0n),
  noteFinishedInitialize: () => undefined,
  inherentsApplied: () => true,
  noteInherentsApplied: () => undefined,
  noteExtrinsic: () => undefined,
  noteAppliedExtrinsic: () => undefined,
  noteFinishedExtrinsics: () => undefined,
  finalize: () => ({
    parent_hash: NOWHERE,
    number: 1,
    state_root: NOWHERE,
    extrinsics_root: NOWHERE,
    digest: { logs: [] },
  }),
  storeEvents: store,
  phase: () => PHASE,
  blockNumber: () => 1,
  noteRuntimeUpgrade: () => false,
});

const toyApi = runtimeApi('ToyApi', 1, [method('count', {}, u64, (ctx) => Count.get(ctx))]);

/** The toy runtime; `step` overrides the constant Toy.Step, events go to `store`. */
export function toyRuntime(
  options: { readonly step?: bigint; readonly store?: SystemPort['storeEvents'] } = {},
): FrameRuntime {
  return createRuntime({
    path: 'toy_runtime',
    version: VERSION,
    pallets: [systemPallet, toyPallet],
    system: toySystem(options.store ?? (() => undefined)),
    extensions: [],
    originCaller: typeOf<OriginCaller>(
      variant('toy_runtime::OriginCaller', {
        system: v(0, variant('RawOrigin', { Root: v(0), Signed: v(1, AccountId32), None: v(2) })),
      }).def,
    ),
    baseCallFilter: (call) => call.value.type !== 'reset',
    ...(options.step === undefined ? {} : { constants: { 'Toy.Step': options.step } }),
    apis: (kernel) => [kernel.core, kernel.metadata, kernel.blockBuilder, kernel.genesisBuilder, toyApi],
  });
}
