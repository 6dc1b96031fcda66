export { minerSchema, type MinerConfig } from './config.js';
export { MINER_ERRORS, type MinerErrorCode } from './errors.js';
export { createMinerService } from './miner-service.js';
