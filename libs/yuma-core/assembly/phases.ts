/**
 * THE ORDER of an epoch here: `begin`, then while there is a phase all threads `work` on it and one of them calls
 * `advance`. With one thread `run` does all of it.
 */
import { runGeneral } from './general/run';
import { get, int, reserve, resetArena, set } from './memory';
import { resetClaims } from './passes/claim';
import { afterDenseTiles, beginDense, denseBytes, denseTiles } from './passes/dense';
import { denseDividends, placeDenseBonds, writeDenseBonds } from './passes/dense-finish';
import { scatterRows } from './passes/dense-rows';
import { collectDividends } from './passes/finish';
import { afterPackedBonds, afterPackedRows, afterPackedTiles, packedTiles } from './passes/packed';
import { writePackedBonds } from './passes/packed-finish';
import { mergeRows, packedBytes, placeRows, scatterColumns } from './passes/packed-rows';
import { isSparse, isWorthDense, needsPlainAlpha, reasonForGeneral, reasonOfRows } from './passes/route';
import { listRows, rowBytes } from './passes/rows';
import { Phase, Reason, Route, Slot, Status } from './slots';
import { activeUids } from './steps/active';
import { emission } from './steps/emission';
import { newPermits, oldPermits } from './steps/permits';
import { quantizeOutputs } from './steps/quantize';
import { activeStake, normalizedStake, votingStake } from './steps/stake';

/** What needs no matrix, and the choice of the path. */
export function begin(): Phase {
  resetArena();
  set(Slot.threads, max(int(Slot.threads), 1));
  set(Slot.plainAlpha, 0);
  set(Slot.rightGuesses, 0);
  set(Slot.wrongGuesses, 0);
  activeUids();
  const status = normalizedStake();
  set(Slot.status, status);
  if (status != Status.ok) return Phase.done;
  oldPermits();
  newPermits();
  activeStake();
  votingStake();
  const reason = reasonForGeneral();
  return reason == Reason.none ? beginTiles() : general(reason);
}

/** One thread's share of a phase. */
export function work(phase: Phase, thread: i32): void {
  switch (phase) {
    case Phase.denseRows:
      return scatterRows();
    case Phase.denseTiles:
      return denseTiles(thread);
    case Phase.denseDividends:
      return denseDividends(thread);
    case Phase.denseBonds:
      return writeDenseBonds();
    case Phase.packedRows:
      return mergeRows(thread);
    case Phase.packedColumns:
      return scatterColumns();
    case Phase.packedTiles:
      return packedTiles(thread);
    case Phase.packedBonds:
      return writePackedBonds();
    default:
      return;
  }
}

/** What comes between a phase and the next. */
export function advance(phase: Phase): Phase {
  resetClaims();
  switch (phase) {
    case Phase.denseRows: {
      const reason = reasonOfRows(int(Slot.rowFlags));
      return reason == Reason.none ? Phase.denseTiles : general(reason);
    }
    case Phase.denseTiles:
      if (needsPlainAlpha()) return withPlainAlpha();
      afterDenseTiles();
      return Phase.denseDividends;
    case Phase.denseDividends:
      collectDividends();
      placeDenseBonds();
      return Phase.denseBonds;
    case Phase.packedRows: {
      const reason = afterPackedRows();
      return reason == Reason.none ? Phase.packedColumns : insteadOfPacked(reason);
    }
    case Phase.packedColumns:
      return Phase.packedTiles;
    case Phase.packedTiles:
      if (needsPlainAlpha()) return withPlainAlpha();
      afterPackedTiles();
      return Phase.packedBonds;
    case Phase.packedBonds:
      afterPackedBonds();
      return finish();
    default:
      return finish();
  }
}

export function run(): Status {
  set(Slot.threads, 1);
  for (let phase = begin(); phase != Phase.done; phase = advance(phase)) work(phase, 0);
  return int(Slot.status);
}

/** Rows, and the packed or the dense path over them. */
function beginTiles(): Phase {
  resetClaims();
  set(Slot.rowFlags, 0);
  if (!reserve(rowBytes())) return general(Reason.memory);
  listRows();
  set(Slot.reason, Reason.none);
  if (!isSparse()) return dense();
  if (!reserve(packedBytes())) return general(Reason.memory);
  set(Slot.routeTaken, Route.packed);
  set(Slot.packedFrom, get(Slot.top));
  placeRows();
  return Phase.packedRows;
}

/** Rows that do not ascend cannot be merged; dense rows do not mind, if they are not too many. */
function insteadOfPacked(reason: Reason): Phase {
  if (reason != Reason.unsortedSparse || !isWorthDense()) return general(reason);
  set(Slot.top, get(Slot.packedFrom));
  set(Slot.rowFlags, 0);
  return dense();
}

function dense(): Phase {
  if (!reserve(denseBytes(int(Slot.rowCount)))) return general(Reason.memory);
  set(Slot.routeTaken, Route.dense);
  beginDense();
  return Phase.denseRows;
}

/** No consensus is above 0: once more, without liquid alpha. */
function withPlainAlpha(): Phase {
  set(Slot.plainAlpha, 1);
  resetArena();
  return beginTiles();
}

/** The general path, all of it. */
function general(reason: Reason): Phase {
  set(Slot.reason, reason);
  set(Slot.routeTaken, Route.general);
  resetArena();
  const status = runGeneral();
  set(Slot.status, status);
  return status == Status.ok ? finish() : Phase.done;
}

function finish(): Phase {
  emission();
  quantizeOutputs();
  return Phase.done;
}
