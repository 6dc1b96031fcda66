/**
 * The whole ABI. TypeScript calls `layout`, writes parameters and input arrays where the header says, calls `run`,
 * and reads the outputs where the header says.
 */
import { resetArena } from './memory';
import { Status } from './slots';
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
  status = runGeneral();
  if (status != Status.ok) return status;
  emission();
  quantizeOutputs();
  return Status.ok;
}
