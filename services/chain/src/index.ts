export { startChainService, type ChainService, type ChainServiceDependencies } from './chain-service.js';
export { DEV_ACCOUNTS, DEV_PHRASE, type DevAccount } from './chain-spec/dev-accounts.js';
export { NETWORKS, presetSpec, type Network } from './chain-spec/presets.js';
export { chainSpecSchema, type ChainSpec, type GenesisSnapshot } from './chain-spec/schema.js';
export { configSchema, type ChainConfig } from './config/schema.js';
export { verify as verifyDataFolder, type VerifyOptions } from './cli/store-commands.js';
export { CHAIN_ERRORS, ChainError, type ChainErrorCode } from './errors.js';
export type { BlockLog } from './node/block-log.js';
