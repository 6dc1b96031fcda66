import type { RpcMethod } from '../context.js';

/** → where the chain is: a node of one is always there. */
export const system_syncState: RpcMethod = ({ chain }) => {
  const { head } = chain.store;
  return { startingBlock: 0, currentBlock: head, highestBlock: head };
};
