/** Every stored vector is truncated to u16. TypeScript twin: `src/epoch/output.ts`. */
import { proportionToU16 } from '../fixed/i32f32';
import { int, ptr } from '../memory';
import { Slot } from '../slots';

function quantize(to: Slot, from: Slot): void {
  const source = ptr(from);
  const target = ptr(to);
  for (let uid = 0, n = int(Slot.n); uid < n; uid++) {
    store<u16>(target + (<usize>uid << 1), proportionToU16(load<i64>(source + (<usize>uid << 3))));
  }
}

export function quantizeOutputs(): void {
  quantize(Slot.consensusU16, Slot.consensus);
  quantize(Slot.incentiveU16, Slot.incentive);
  quantize(Slot.dividendsU16, Slot.dividends);
  quantize(Slot.validatorTrustU16, Slot.validatorTrust);
  if (int(Slot.ruleset2024)) quantize(Slot.trustU16, Slot.trust);
  else quantize(Slot.stakeWeight, Slot.stake);
}
