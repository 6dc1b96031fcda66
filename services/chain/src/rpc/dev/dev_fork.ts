import type { RpcMethod } from '../context.js';

/**
 * `()` → what the chain was forked from: `{from, chain, number, hash, genesisHash, requests, keys}`, null where it is no
 * fork. `requests`: how often that chain was asked since the start; `keys`: how many keys of the state are here.
 */
export const dev_fork: RpcMethod = ({ chain: { store } }) => {
  const { fork } = store;
  if (fork === undefined) return null;
  return { ...fork, hash: `0x${fork.hash}`, genesisHash: `0x${fork.genesisHash}`, ...store.forkReads };
};
