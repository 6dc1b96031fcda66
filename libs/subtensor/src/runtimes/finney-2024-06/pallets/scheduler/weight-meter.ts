import { ZERO_WEIGHT, addWeight, anyGreater, type WeightValue } from '@yumanet/frame';

/** Weight used so far of what may be used (frame_support's WeightMeter). */
export class WeightMeter {
  #consumed: WeightValue = ZERO_WEIGHT;

  constructor(readonly limit: WeightValue) {}

  get consumed(): WeightValue {
    return this.#consumed;
  }

  canConsume(weight: WeightValue): boolean {
    return !anyGreater(addWeight(this.#consumed, weight), this.limit);
  }

  /** Uses the weight if there is enough left, and says whether there was. */
  tryConsume(weight: WeightValue): boolean {
    if (!this.canConsume(weight)) return false;
    this.#consumed = addWeight(this.#consumed, weight);
    return true;
  }
}
