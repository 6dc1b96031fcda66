export * from './account.js';
export { type Branded } from './brand.js';
export { UNIT_ERRORS, UnitError, type UnitErrorCode } from './errors.js';
export * from './ids.js';
export { formatTao, parseRao, parseTao, RAO_PER_TAO, type Rao } from './money.js';
