import type { SubnetMechanism } from '@yumanet/subnet-kit';
import type { Matrix } from './field.js';
import { handler } from './handler.js';
import { judge } from './score.js';
import { taskMaker, type Check, type Factors } from './task.js';

export { PRIME, type Matrix } from './field.js';
export { HALF_RATE, rateOf, scoreOf } from './score.js';
export type { Check, Factors } from './task.js';

/** Integer matrix products modulo a prime; what services load by name. */
export const mechanism: SubnetMechanism<Factors, Check, Matrix> = {
  name: 'compute',
  version: 1,
  task: taskMaker,
  handler,
  score: judge,
};
