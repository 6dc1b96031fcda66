export { validatorSchema, type ValidatorConfig } from './config.js';
export { BLOCKED, VALIDATOR_ERRORS, type BlockedBy } from './errors.js';
export { createValidatorService } from './validator-service.js';
