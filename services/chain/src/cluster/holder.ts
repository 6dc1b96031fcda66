import { randomUUID } from 'node:crypto';
import type { NodeAddress } from '../node/role.js';

/** What stands in the lease: where the leader is, for people and for standbys; differs between processes of one name. */
export function holderOf(address: NodeAddress): string {
  return JSON.stringify({ ...address, process: randomUUID().slice(0, 8) });
}

/** The address in a lease; undefined for a holder that is not one of ours. */
export function addressOf(holder: string): NodeAddress | undefined {
  try {
    const { name, rpc, grpc } = JSON.parse(holder) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof rpc !== 'string' || typeof grpc !== 'string') return undefined;
    return { name, rpc, grpc };
  } catch {
    return undefined;
  }
}
