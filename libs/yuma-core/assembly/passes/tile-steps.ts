/** Pass 2 over one tile whose weights are loaded: the order of the steps, and what they need of the epoch. */
import { ONE, u16ProportionToFixed } from '../fixed/i32f32';
import { get, int } from '../memory';
import { Slot } from '../slots';
import { bondsAlpha } from '../steps/bonds-alpha';
import { countOne } from './claim';
import { wantsLiquid } from './route';
import { Tile } from './tile';
import { clipTile } from './tile-clip';
import { emaYuma2, emaYuma3 } from './tile-ema';
import { emaLiquid } from './tile-liquid';
import { isGuessRight, medianTile } from './tile-median';
import { TilePlan } from './tile-plan';
import { sharesYuma2, sharesYuma3 } from './tile-shares';
import { alphaSlope } from '../general/liquid-alpha';
import { alphaOfDifference } from '../fixed/exp';

export { TilePlan } from './tile-plan';

export function fillPlan(plan: TilePlan): void {
  plan.penalty = int(Slot.ruleset2024) ? ONE : u16ProportionToFixed(int(Slot.bondsPenalty));
  plan.warmStart = int(Slot.warmStart) != 0;
  plan.yuma3 = int(Slot.yuma3) != 0;
  plan.preranks = int(Slot.ruleset2024) != 0;
  plan.alpha = <u32>bondsAlpha();
  plan.stake = <u32>get(Slot.votingStakeSum);
  plan.minority = <u32>(get(Slot.votingStakeSum) - u16ProportionToFixed(int(Slot.kappa)));
  plan.liquid = wantsLiquid();
  plan.low = u16ProportionToFixed(int(Slot.alphaLow));
  plan.high = u16ProportionToFixed(int(Slot.alphaHigh));
  plan.slope = alphaSlope();
  plan.still = alphaOfDifference(0, plan.low, plan.high, plan.slope);
}

// @ts-ignore: decorator
@inline
export function runSteps(tile: Tile, plan: TilePlan, packed: bool): void {
  const right = plan.warmStart && isGuessRight(tile, plan.stake, plan.minority, packed);
  if (!right) medianTile(tile, plan.stake, plan.minority, packed);
  if (plan.warmStart) countOne(right ? Slot.rightGuesses : Slot.wrongGuesses);
  clipTile(tile, plan, packed);
  if (!plan.yuma3) {
    emaYuma2(tile, plan.alpha);
    sharesYuma2(tile);
    return;
  }
  if (plan.liquid) emaLiquid(tile, plan);
  else emaYuma3(tile, plan.alpha);
  sharesYuma3(tile);
}
