import type { Hex } from '@yumanet/frame';
import { concat } from '../../bytes.js';
import type { Range } from '../fork/key-ranges.js';
import type { StateChanges } from './overlay.js';
import { StateTree, type TreeUpdate } from './state-tree.js';
import type { Tables } from './tables.js';

/** What a fork stands on, as `meta` keeps it. */
export interface ForkPoint {
  /** Where it was read from: a URL, or the name of a file. */
  readonly from: string;
  readonly number: number;
  readonly hash: Hex;
  readonly genesisHash: Hex;
  readonly chain: string;
}

const ABSENT = 'a';
const TOUCHED = 't';
/** Ordinals of one block: it, then its amendments. */
const PER_BLOCK = 4096;
const PRESENT = Uint8Array.of(1);
const NOTHING = Buffer.alloc(0);

/** What a fork's store keeps besides: which keys are known not to be there, what was read whole, what changed when. */
export class ForkTables {
  constructor(private readonly tables: Tables) {}

  get state(): Tables['state'] {
    return this.tables.state;
  }

  ranges(): readonly Range[] {
    return (this.tables.meta.get('fork-ranges') as Range[] | undefined) ?? [];
  }

  isAbsent(key: Hex): boolean {
    return this.tables.fork.getBinary(ABSENT + key) !== undefined;
  }

  /** Keeps what was read; `ranges` are known as a whole with it. */
  remember(entries: readonly (readonly [Hex, Uint8Array | undefined])[], ranges?: readonly Range[]): void {
    this.tables.root.transactionSync(() => {
      for (const [key, value] of entries) this.put(key, value ?? null);
      if (ranges !== undefined) this.tables.meta.putSync('fork-ranges', ranges);
    });
  }

  put(key: Hex, value: Uint8Array | null): void {
    if (value === null) {
      this.tables.state.removeSync(key);
      this.tables.fork.putSync(ABSENT + key, NOTHING);
    } else {
      this.tables.state.putSync(key, Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      this.tables.fork.removeSync(ABSENT + key);
    }
  }

  /** Notes which block, or which of its amendments, was the first to change a key. */
  touch(changes: StateChanges, number: number, amendment = 0): void {
    for (const key of changes.keys()) {
      if (this.touchedAt(key) !== undefined) continue;
      const ordinal = Buffer.alloc(8);
      ordinal.writeDoubleBE(number * PER_BLOCK + amendment);
      this.tables.fork.putSync(TOUCHED + key, ordinal);
    }
  }

  /** Keys of `changes` that nothing up to that point had changed; they count as untouched from now on. */
  untouch(changes: StateChanges, number: number, amendments: number): Set<Hex> {
    const out = new Set<Hex>();
    for (const key of changes.keys()) {
      if ((this.touchedAt(key) ?? 0) <= number * PER_BLOCK + amendments) continue;
      out.add(key);
      this.tables.fork.removeSync(TOUCHED + key);
    }
    return out;
  }

  private touchedAt(key: Hex): number | undefined {
    return this.tables.fork.getBinary(TOUCHED + key)?.readDoubleBE(0);
  }
}

/**
 * DEVIATION: the state root of a fork commits to what was changed since the fork, deletions included, and to nothing
 * else: the state it stands on is not known as a whole. The block it was forked from is in its headers, as parent.
 */
export class ForkTree extends StateTree {
  override update(changes: StateChanges): TreeUpdate {
    return super.update(tagged(changes));
  }

  /** As `update`, for keys that go back to what they were before the fork: they leave the tree. */
  updateBack(changes: StateChanges, untouched: ReadonlySet<Hex>): TreeUpdate {
    const back = tagged(changes);
    for (const key of untouched) back.set(key, null);
    return super.update(back);
  }
}

/** A deleted key is a leaf too: it is not the same as one that was never changed. */
function tagged(changes: StateChanges): Map<Hex, Uint8Array | null> {
  const out = new Map<Hex, Uint8Array | null>();
  for (const [key, value] of changes)
    out.set(key, value === null ? Uint8Array.of(0) : concat(PRESENT, value));
  return out;
}
