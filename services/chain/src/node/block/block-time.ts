import { ByteReader } from './byte-reader.js';
import type { Header } from './header.js';
import type { StateView } from '../state/state-view.js';

/** twox128("Timestamp") ‖ twox128("Now"): where every FRAME chain keeps the time of its newest block. */
export const TIMESTAMP_NOW = 'f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';

/** twox128("Aura") ‖ twox128("CurrentSlot"): a later block needs a later slot. */
export const AURA_CURRENT_SLOT = '57f8dc2f5ab09467896f47300f04243806155b3cd9a8c9e5e9a23fd5dc13a5ed';

/** Milliseconds since 1970 of the block whose state this is; undefined before any block set it. */
export function timestampOf(state: StateView): bigint | undefined {
  const value = state.get(TIMESTAMP_NOW);
  return value === undefined ? undefined : new ByteReader(value).u64();
}

/**
 * The earliest moment that the state's block can have been made, in milliseconds since 1970: its timestamp, or the start
 * of its Aura slot where that is later (`dev_setStorage` may have changed one without the other). undefined: neither is there.
 */
export function timeOfState(state: StateView, slotMs: bigint): bigint | undefined {
  const timestamp = timestampOf(state);
  const slot = state.get(AURA_CURRENT_SLOT);
  if (slot === undefined) return timestamp;
  const slotStart = new ByteReader(slot).u64() * slotMs;
  return timestamp === undefined || timestamp < slotStart ? slotStart : timestamp;
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
