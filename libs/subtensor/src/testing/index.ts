export { TestChain, account, eventNames, type Sent, type TestBlock } from './test-chain.js';
