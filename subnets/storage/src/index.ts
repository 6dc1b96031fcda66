import type { SubnetMechanism } from '@yumanet/subnet-kit';
import type { Receipt } from './answer.js';
import { handler } from './handler.js';
import { judge } from './score.js';
import { taskMaker, type Accounts, type Errand } from './task.js';

export type { Receipt } from './answer.js';
export { CHUNK_BYTES, idOf, isLeafOf, proofOf, type Proof } from './merkle.js';
export { CHALLENGES, FULL_CHUNKS, ROUND_CHUNKS, type Accounts, type Errand } from './task.js';

/** Keeping other people's chunks; what services load by name. */
export const mechanism: SubnetMechanism<Errand, Accounts, Receipt> = {
  name: 'storage',
  version: 1,
  task: taskMaker,
  handler,
  score: judge,
};
