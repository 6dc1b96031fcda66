import { ByteReader } from './byte-reader.js';
import type { Header } from './header.js';
import type { StateView } from '../state/state-view.js';

/** twox128("Timestamp") ‖ twox128("Now"): where every FRAME chain keeps the time of its newest block. */
const TIMESTAMP_NOW = 'f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';

/** Milliseconds since 1970 of the block whose state this is; undefined before any block set it. */
export function timestampOf(state: StateView): bigint | undefined {
  const value = state.get(TIMESTAMP_NOW);
  return value === undefined ? undefined : new ByteReader(value).u64();
}

/** The Aura slot that a header's digest claims. */
export function readSlot(header: Header): bigint | undefined {
  for (const item of header.digest) {
    const reader = new ByteReader(item);
    if (reader.u8() !== 6 || new TextDecoder().decode(reader.take(4)) !== 'aura') continue;
    return new ByteReader(reader.bytesWithLength()).u64();
  }
  return undefined;
}
