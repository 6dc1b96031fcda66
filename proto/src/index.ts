export * as chainV1 from './chain-v1.js';
export * as minerV1 from './miner-v1.js';
export { isSubjectToken, subjectsOf, type Subjects } from './subjects.js';
