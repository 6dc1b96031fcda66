export {
  TestChain,
  account,
  address,
  call,
  eventNames,
  failureName,
  type Sent,
  type TestBlock,
} from './test-chain.js';
