/** What a second look at an epoch's dense rows needs: views of WASM memory, valid until the next phase. */
import { Slot } from '../generated/slots.js';
import type { Abi } from './abi.js';

/** The rows that matter, voters first; masked, not yet normalised. */
export interface DenseRows {
  readonly n: number;
  readonly rows: number;
  /** The first so many rows vote. */
  readonly voters: number;
  /** u16 values from one row to the next. */
  readonly stride: number;
  /** Uint16Array(rows × stride). */
  readonly weights: Uint16Array;
  readonly bonds: Uint16Array;
  /** score = floor(weight × scale), u32; all ones is 1.0. */
  readonly scales: Float64Array;
  /** Voting stake, u32 of I32F32 bits; sums to about 2^32. */
  readonly votes: Uint32Array;
  readonly stakes: Uint32Array;
  readonly uids: Uint32Array;
}

/** Of an epoch whose phase is `denseTiles`. */
export function readDenseRows(abi: Abi): DenseRows {
  const { buffer } = abi;
  const at = (slot: Slot) => abi.slot(slot);
  const rows = at(Slot.rowCount);
  const stride = at(Slot.rowStride) / 2;
  return {
    n: at(Slot.n),
    rows,
    voters: at(Slot.voterRows),
    stride,
    weights: new Uint16Array(buffer, at(Slot.denseWeights), rows * stride),
    bonds: new Uint16Array(buffer, at(Slot.denseBonds), rows * stride),
    scales: new Float64Array(buffer, at(Slot.rowScale), rows),
    votes: new Uint32Array(buffer, at(Slot.rowVote), rows),
    stakes: new Uint32Array(buffer, at(Slot.rowStake), rows),
    uids: new Uint32Array(buffer, at(Slot.rowUid), rows),
  };
}

/** A guess at each column's consensus, to be certified: `isGuessRight` in `assembly/passes/tile-median.ts`. */
export function writeGuess(abi: Abi, guess: Uint32Array): void {
  const consensus = new BigUint64Array(abi.buffer, abi.slot(Slot.consensus), guess.length);
  for (let j = 0; j < guess.length; j++) consensus[j] = BigInt(guess[j]!);
}
