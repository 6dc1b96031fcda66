export * as chainV1 from './chain-v1.js';
export * as minerV1 from './miner-v1.js';
export * as emissionV1 from './emission-v1.js';
export * as validatorV1 from './validator-v1.js';
export { isSubjectToken, scoringDueOf, subjectsOf, type Subjects } from './subjects.js';
export { topicsOf } from './topics.js';
