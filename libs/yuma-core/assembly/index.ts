/**
 * The whole ABI. TypeScript calls `layout`, writes parameters and input arrays where the header says, calls `run`,
 * and reads the outputs where the header says.
 */
import { get, int, reserve, resetArena, set } from './memory';
import { denseBytes, runDense } from './passes/dense';
import { runPacked } from './passes/packed';
import { packedBytes } from './passes/packed-rows';
import { isSparse, isWorthDense, reasonForGeneral } from './passes/route';
import { listRows, rowBytes } from './passes/rows';
import { Reason, Route, Slot, Status } from './slots';
import { runGeneral } from './general/run';
import { activeUids } from './steps/active';
import { emission } from './steps/emission';
import { newPermits, oldPermits } from './steps/permits';
import { quantizeOutputs } from './steps/quantize';
import { activeStake, normalizedStake, votingStake } from './steps/stake';

export { headerAddress, layout } from './memory';
export { expSafe } from './fixed/exp';
export { proportionToU16, safeDiv, saturatingDiv, saturatingMul } from './fixed/i32f32';
export { emissionMulU64 } from './steps/emission';

/** One epoch. */
export function run(): Status {
  resetArena();
  activeUids();
  let status = normalizedStake();
  if (status != Status.ok) return status;
  oldPermits();
  newPermits();
  activeStake();
  votingStake();
  const reason = runFast();
  set(Slot.reason, reason);
  if (reason != Reason.none) {
    resetArena();
    set(Slot.routeTaken, Route.general);
    status = runGeneral();
    if (status != Status.ok) return status;
  }
  emission();
  quantizeOutputs();
  return Status.ok;
}

/** Weights, consensus, bonds and dividends on the fast path that suits; a reason where none does. */
function runFast(): Reason {
  set(Slot.plainAlpha, 0);
  let reason = reasonForGeneral();
  if (reason != Reason.none) return reason;
  reason = runTiles();
  if (reason != Reason.noConsensusLiquid) return reason;
  set(Slot.plainAlpha, 1);
  resetArena();
  return runTiles();
}

function runTiles(): Reason {
  if (!reserve(rowBytes())) return Reason.memory;
  listRows();
  const top = get(Slot.top);
  if (isSparse()) {
    if (!reserve(packedBytes())) return Reason.memory;
    set(Slot.routeTaken, Route.packed);
    const reason = runPacked();
    // Rows that do not ascend cannot be merged; dense rows do not mind, if they are not too many.
    if (reason != Reason.unsortedSparse || !isWorthDense()) return reason;
    set(Slot.top, top);
  }
  if (!reserve(denseBytes(int(Slot.rowCount)))) return Reason.memory;
  set(Slot.routeTaken, Route.dense);
  return runDense();
}
