import { blake2b } from '@noble/hashes/blake2.js';
import type { Hex } from '@yumanet/frame';
import { fromHex } from '../../bytes.js';
import type { ChainStore } from '../../node/state/chain-store.js';
import { rpcErrors } from '../rpc-error.js';

const MAX_DESCENDANTS = 20_000;
const REMEMBERED = 64;

interface Known {
  readonly number: number;
  readonly digest: Uint8Array | undefined;
}

/**
 * One hash for everything below a key prefix, which differs when any of it differs: what clients take
 * `closestDescendantMerkleValue` for, to see whether a map has changed.
 *
 * DEVIATION: in a Patricia trie that is a node's value, for ours has the keys' hashes for paths, there is none; it is
 * blake2b-256 over all keys and values below the prefix. Remembered a prefix, and computed anew only where a block
 * since has changed a key below it.
 */
export class DescendantDigests {
  private readonly known = new Map<Hex, Known>();

  constructor(private readonly store: ChainStore) {}

  /** @returns undefined where nothing is below the prefix. @throws RpcError where more than 20,000 keys are. */
  at(number: number, prefix: Hex): Uint8Array | undefined {
    const before = this.known.get(prefix);
    const digest =
      before !== undefined && !this.changedBetween(before.number, number, prefix)
        ? before.digest
        : this.compute(number, prefix);
    this.known.delete(prefix);
    this.known.set(prefix, { number, digest });
    if (this.known.size > REMEMBERED) this.known.delete(this.known.keys().next().value!);
    return digest;
  }

  private changedBetween(a: number, b: number, prefix: Hex): boolean {
    const [from, to] = a < b ? [a, b] : [b, a];
    // What older blocks changed is forgotten.
    if (from < this.store.oldestState) return true;
    for (let number = from + 1; number <= to; number++)
      if (this.store.changedKeys(number).some((key) => key.startsWith(prefix))) return true;
    return false;
  }

  private compute(number: number, prefix: Hex): Uint8Array | undefined {
    const state = this.store.stateAt(number);
    const hash = blake2b.create({ dkLen: 32 });
    let count = 0;
    for (const key of state.keys(prefix)) {
      if (++count > MAX_DESCENDANTS) throw rpcErrors.countTooLarge(count, MAX_DESCENDANTS);
      const value = state.get(key)!;
      hash
        .update(lengths(key.length / 2, value.length))
        .update(fromHex(key))
        .update(value);
    }
    return count === 0 ? undefined : hash.digest();
  }
}

/** Where a key ends and its value begins is part of what is hashed. */
function lengths(key: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, key, true);
  view.setUint32(4, value, true);
  return bytes;
}
