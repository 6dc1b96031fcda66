import type { RpcMethod } from '../context.js';

/** → whether this node makes the blocks. */
export const system_nodeRoles: RpcMethod = ({ chain }) => [
  chain.role.kind === 'standby' ? 'Full' : 'Authority',
];
