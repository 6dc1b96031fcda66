import { createMechanism } from './mechanism.js';

export type { Answer } from './answer.js';
export { createMechanism } from './mechanism.js';
export { qualityByTask, qualityOf, scoreOf, type Quality } from './score.js';
export type { Images, Labels, Secret } from './task.js';

/** What services load by name. */
export const mechanism = createMechanism();
