import {
  addWeight,
  blake2_256,
  chargedPays,
  chargedWeight,
  orderedTrieRoot,
  toHex,
  Reader,
  Writer,
  type Context,
  type HeaderValue,
  type SystemPort,
} from '@yumanet/frame';
import { BASE_BLOCK, BLOCK_WEIGHTS, classKey } from '../../limits.js';
import { BlockHashCount, Version } from './constants.js';
import { deposit } from './events.js';
import * as system from './storage.js';
import { EventRecord } from './types.js';

const text = (value: string): string => toHex(new TextEncoder().encode(value));

/** Substrate's well-known keys outside any pallet. */
export const EXTRINSIC_INDEX = text(':extrinsic_index');
const INTRABLOCK_ENTROPY = text(':intrablock_entropy');
const ENTROPY_SUBJECT = new TextEncoder().encode('frame_system::initialize');

const u32le = (value: number): Uint8Array => {
  const writer = new Writer(4);
  writer.uint(value, 4);
  return writer.finish();
};

/** Index of the extrinsic under way. */
export function extrinsicIndex(ctx: Context): number {
  const bytes = ctx.storage.get(EXTRINSIC_INDEX);
  return bytes === undefined ? 0 : new Reader(bytes).uint(4);
}

/** Appends records to System.Events without decoding those already there. */
function storeEvents(ctx: Context, records: Parameters<SystemPort['storeEvents']>[1]): void {
  const writer = new Writer(512);
  const codec = ctx.codecs.of(EventRecord);
  for (const record of records) codec.write(writer, record);
  ctx.storage.append(system.Events.key(ctx), writer.finish(), records.length);
  system.EventCount.put(ctx, system.EventCount.get(ctx) + records.length);
}

/** Takes the block's extrinsics out of the state; their root is that of upstream's ordered trie. */
function takeExtrinsicsRoot(ctx: Context): string {
  const extrinsics: Uint8Array[] = [];
  const count = system.ExtrinsicCount.take(ctx) ?? 0;
  for (let i = 0; i < count; i++) extrinsics.push(system.ExtrinsicData.take(ctx, i));
  return toHex(orderedTrieRoot(extrinsics));
}

function finalize(ctx: Context): HeaderValue {
  system.ExecutionPhase.delete(ctx);
  system.AllExtrinsicsLen.delete(ctx);
  ctx.storage.delete(INTRABLOCK_ENTROPY);
  system.InherentsApplied.delete(ctx);
  const number = system.Number_.get(ctx);
  const extrinsicsRoot = takeExtrinsicsRoot(ctx);
  // The genesis hash is kept forever.
  const oldest = number - ctx.constant(BlockHashCount) - 1;
  if (oldest > 0) system.BlockHash.delete(ctx, oldest);
  return {
    parent_hash: system.ParentHash.get(ctx),
    number,
    extrinsics_root: extrinsicsRoot,
    digest: system.Digest_.get(ctx),
    state_root: toHex(ctx.storage.root()),
  };
}

/** frame_system's part in the making of a block. */
export const systemPort: SystemPort = {
  resetEvents: (ctx) => {
    system.Events.delete(ctx);
    system.EventCount.delete(ctx);
    system.EventTopics.clear(ctx);
  },
  initialize: (ctx, number, parentHash, digest) => {
    system.ExecutionPhase.put(ctx, { type: 'Initialization' });
    ctx.storage.put(EXTRINSIC_INDEX, u32le(0));
    const entropy = new Writer(64);
    entropy.raw(ENTROPY_SUBJECT);
    entropy.hex(parentHash, 32);
    ctx.storage.put(INTRABLOCK_ENTROPY, blake2_256(entropy.finish()));
    system.Number_.put(ctx, number);
    system.Digest_.put(ctx, digest);
    system.ParentHash.put(ctx, parentHash);
    system.BlockHash.put(ctx, number - 1, parentHash);
    system.InherentsApplied.delete(ctx);
    system.BlockWeight.delete(ctx);
  },
  registerExtraWeight: (ctx, weight, dispatchClass) => {
    const key = classKey(dispatchClass);
    system.BlockWeight.mutate(ctx, (used) => ({ ...used, [key]: addWeight(used[key], weight) }));
  },
  baseBlockWeight: () => BASE_BLOCK,
  noteFinishedInitialize: (ctx) => system.ExecutionPhase.put(ctx, { type: 'ApplyExtrinsic', value: 0 }),
  inherentsApplied: (ctx) => system.InherentsApplied.get(ctx),
  noteInherentsApplied: (ctx) => system.InherentsApplied.put(ctx, true),
  noteExtrinsic: (ctx, encoded) => system.ExtrinsicData.put(ctx, extrinsicIndex(ctx), encoded),
  noteAppliedExtrinsic: (ctx, result, info) => {
    const base = BLOCK_WEIGHTS.per_class[classKey(info.class.type)].base_extrinsic;
    const dispatchInfo = {
      weight: addWeight(chargedWeight(info, result.post), base),
      class: info.class,
      pays_fee: { type: chargedPays(info, result.post) },
    };
    if (result.ok) deposit(ctx, 'ExtrinsicSuccess', { dispatch_info: dispatchInfo });
    else deposit(ctx, 'ExtrinsicFailed', { dispatch_error: result.error, dispatch_info: dispatchInfo });
    const next = extrinsicIndex(ctx) + 1;
    ctx.storage.put(EXTRINSIC_INDEX, u32le(next));
    system.ExecutionPhase.put(ctx, { type: 'ApplyExtrinsic', value: next });
  },
  noteFinishedExtrinsics: (ctx) => {
    system.ExtrinsicCount.put(ctx, extrinsicIndex(ctx));
    ctx.storage.delete(EXTRINSIC_INDEX);
    system.ExecutionPhase.put(ctx, { type: 'Finalization' });
  },
  finalize,
  storeEvents,
  phase: (ctx) =>
    system.Number_.get(ctx) === 0
      ? undefined
      : (system.ExecutionPhase.get(ctx) ?? { type: 'ApplyExtrinsic', value: 0 }),
  blockNumber: (ctx) => system.Number_.get(ctx),
  noteRuntimeUpgrade: (ctx) => {
    const { spec_version, spec_name } = ctx.constant(Version);
    const last = system.LastRuntimeUpgrade.get(ctx);
    if (last?.spec_version === spec_version && last.spec_name === spec_name) return false;
    system.LastRuntimeUpgrade.put(ctx, { spec_version, spec_name });
    return true;
  },
};
