export type * as ExplorerApi from './api.js';
export { explorerSchema, type ExplorerConfig } from './config.js';
export { EXPLORER_ERRORS } from './errors.js';
export { createExplorerService } from './explorer-service.js';
export { startExplorer, type ExplorerOptions, type RunningExplorer } from './start-explorer.js';
