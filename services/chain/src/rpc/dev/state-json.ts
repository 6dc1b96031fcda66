import type { CallContext, FrameRuntime, Hex, Runtime } from '@yumanet/frame';
import { to0x } from '../../bytes.js';
import { SYSTEM_EVENTS } from '../../node/state/chain-store.js';
import { frameRuntime, type NamedItem } from './frame-runtime.js';
import { valueToJson } from './value-to-json.js';

/** A key and value of the state, as bytes and, where the runtime declares the item, by name. */
export interface StateEntry {
  readonly key: string;
  readonly value: string | null;
  readonly pallet?: string;
  readonly item?: string;
  /** Absent where the hasher does not keep them. */
  readonly keys?: unknown;
  readonly decoded?: unknown;
}

const PREFIX_DIGITS = 64;

/** Says what keys and values of a state mean. One per use: it holds an index of the runtime's items. */
export class StateNames {
  private readonly items = new Map<Hex, NamedItem>();
  private readonly frame: FrameRuntime;

  /** @throws ChainError STATE_NAME_UNKNOWN for a runtime without declared pallets. */
  constructor(runtime: Runtime) {
    this.frame = frameRuntime(runtime);
    for (const pallet of this.frame.linked.parts.pallets)
      for (const item of pallet.storage) this.items.set(item.prefix, item as NamedItem);
  }

  entry(key: Hex, value: Uint8Array | null | undefined): StateEntry {
    const raw = { key: `0x${key}`, value: value === null || value === undefined ? null : to0x(value) };
    const item = this.items.get(key.slice(0, PREFIX_DIGITS));
    if (item === undefined) return raw;
    const keys = this.keysOf(item, key);
    const names = { pallet: item.pallet, item: item.name, ...(keys === undefined ? {} : { keys }) };
    return { ...raw, ...names, decoded: value ? this.decode(item, value) : null };
  }

  /** The events of a state, from the `skip`-th on: `{phase, event}` each. */
  events(bytes: Uint8Array | undefined, skip = 0): object[] {
    const item = this.items.get(SYSTEM_EVENTS);
    if (bytes === undefined || item === undefined) return [];
    const { codecs } = this.frame.linked;
    const records = valueToJson(codecs, item.type, codecs.decode(item.type, bytes)) as EventRecordJson[];
    return records.slice(skip).map(({ phase, event }) => ({ phase, event }));
  }

  /** `old` and `new` of some changes as chopsticks has them: pallet → item → value, or key → value. */
  tree(entries: readonly StateEntry[]): Record<string, unknown> {
    const out: Record<string, Record<string, unknown>> = {};
    for (const { key, pallet, item, keys, decoded } of entries) {
      if (pallet === undefined || item === undefined) continue;
      const of = (out[pallet] ??= {});
      const isPlain = Array.isArray(keys) && keys.length === 0;
      if (isPlain) of[item] = decoded;
      else
        ((of[item] ??= {}) as Record<string, unknown>)[Array.isArray(keys) ? keys.join(',') : key] = decoded;
    }
    return out;
  }

  private keysOf(item: NamedItem, key: Hex): unknown[] | undefined {
    const { codecs } = this.frame.linked;
    try {
      const values = item.decodeKeys({ codecs } as CallContext, key);
      return values.map((value, i) => valueToJson(codecs, item.keys[i]!.type, value));
    } catch {
      // A hasher that does not keep its key: the bytes are all there is to show.
      return undefined;
    }
  }

  private decode(item: NamedItem, value: Uint8Array): unknown {
    const { codecs } = this.frame.linked;
    try {
      return valueToJson(codecs, item.type, codecs.decode(item.type, value));
    } catch {
      // Somebody put bytes there that are no value of the type (dev_setStorage): they are shown as they are.
      return to0x(value);
    }
  }
}

interface EventRecordJson {
  readonly phase: unknown;
  readonly event: unknown;
}
