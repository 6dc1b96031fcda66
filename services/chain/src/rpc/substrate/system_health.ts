import type { RpcMethod } from '../context.js';

/** → no peers; in a cluster also what this node is to it, and whether it has yet to read blocks that are final. */
export const system_health: RpcMethod = ({ chain: { role } }) => ({
  peers: 0,
  isSyncing: role.kind === 'standby' && role.behind,
  shouldHavePeers: false,
  ...(role.kind === 'single' ? {} : { role: role.kind }),
});
