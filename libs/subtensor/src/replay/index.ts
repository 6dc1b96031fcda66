export { replayLine, type ReplayOutcome } from './replay.js';
export { ReplayChain } from './chain.js';
export { ReplayState } from './state.js';
