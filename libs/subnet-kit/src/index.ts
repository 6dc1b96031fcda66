export { jsonCodec, type Codec } from './codec.js';
export { SUBNET_ERRORS, subnetError } from './errors.js';
export {
  isStream,
  wholeAnswer,
  type Chunks,
  type Handler,
  type HandlerMaker,
  type HandlerOptions,
} from './handler.js';
export { handlerMaker, type OpenBackend } from './handler-maker.js';
export { builtInMechanisms, loadMechanism } from './load-mechanism.js';
export { MECHANISM_NAME, type AnyMechanism, type SubnetMechanism } from './mechanism.js';
export { mostTrusted } from './most-trusted.js';
export type { Judge, Observed } from './score.js';
export { SeededRandom } from './seeded-random.js';
export { MAX_MEMORY_BYTES, type Memories, type Round, type TaskMaker } from './task.js';
