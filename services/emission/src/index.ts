export { emissionSchema, type EmissionConfig } from './config.js';
export { createEmissionService } from './emission-service.js';
export { EMISSION_ERRORS, UNVERIFIABLE, type UnverifiableCode } from './errors.js';
