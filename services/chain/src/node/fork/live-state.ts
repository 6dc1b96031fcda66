import type { Hex } from '@yumanet/frame';
import { fromHex } from '../../bytes.js';
import type { StateSource } from './state-source.js';
import type { Upstream } from './upstream.js';

/** The state of one block of a node, by its JSON-RPC. */
export class LiveState implements StateSource {
  constructor(
    private readonly upstream: Upstream,
    /** 0x hash of the block. */
    private readonly at: string,
  ) {}

  get requests(): number {
    return this.upstream.requests;
  }

  values(keys: readonly Hex[]): (Uint8Array | undefined)[] {
    if (keys.length === 0) return [];
    if (keys.length > 1) {
      const [answer] = this.upstream.call([
        ['state_queryStorageAt', [keys.map((key) => `0x${key}`), this.at]],
      ]);
      const found = readChangeSets(answer?.result);
      if (found !== undefined) return keys.map((key) => found.get(key));
    }
    // One key, or a node that does not answer many at a time (too large an answer, for one).
    return keys.map((key) => asBytes(this.upstream.one('state_getStorage', `0x${key}`, this.at)));
  }

  page(prefix: Hex, after: Hex | undefined, count: number): (readonly [Hex, Uint8Array])[] {
    const start = after === undefined ? null : `0x${after}`;
    const found = this.upstream.one('state_getKeysPaged', `0x${prefix}`, count, start, this.at) as string[];
    const keys = found.map((key) => key.slice(2));
    const values = this.values(keys);
    return keys.flatMap((key, i) => (values[i] === undefined ? [] : [[key, values[i]] as const]));
  }

  close(): Promise<void> {
    return this.upstream.close();
  }
}

function readChangeSets(result: unknown): ReadonlyMap<Hex, Uint8Array> | undefined {
  if (!Array.isArray(result)) return undefined;
  const found = new Map<Hex, Uint8Array>();
  for (const { changes } of result as { changes: [string, string | null][] }[]) {
    for (const [key, value] of changes) if (value !== null) found.set(key.slice(2), fromHex(value.slice(2)));
  }
  return found;
}

const asBytes = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? fromHex(value.slice(2)) : undefined;
