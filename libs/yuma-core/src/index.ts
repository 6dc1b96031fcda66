export * from './types.js';
export { YUMA_ERRORS, YumaError, type YumaErrorCode } from './errors.js';
export { createYuma, BACKENDS, type BackendName, type YumaEngine, type YumaOptions } from './backends.js';
export { packI64F64, unpackI64F64 } from './epoch/stake.js';
export { packRows, rowOf } from './epoch/sparse-rows.js';
