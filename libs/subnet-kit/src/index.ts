export { jsonCodec, type Codec } from './codec.js';
export { SUBNET_ERRORS, subnetError } from './errors.js';
export type { Handler, HandlerMaker, HandlerOptions } from './handler.js';
export { builtInMechanisms, loadMechanism } from './load-mechanism.js';
export { MECHANISM_NAME, type AnyMechanism, type SubnetMechanism } from './mechanism.js';
export type { Judge } from './score.js';
export { SeededRandom } from './seeded-random.js';
export type { Round, TaskMaker } from './task.js';
