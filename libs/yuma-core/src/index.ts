export * from './types.js';
export { YUMA_ERRORS, YumaError, type YumaErrorCode } from './errors.js';
