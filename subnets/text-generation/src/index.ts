import { createMechanism } from './mechanism.js';

export type { Answer } from './answer.js';
export { createMechanism } from './mechanism.js';
export { copiesOf, lossOf, predictionOf, readingOf } from './score.js';
export type { Chat, Exam, Key, Keys, Task } from './task.js';
export { ALPHABET, normalised } from './text/alphabet.js';
export type { Verses } from './text/load-text.js';

/** What services load by name. */
export const mechanism = createMechanism();
