import { ChainError } from '../../errors.js';
import type { RpcMethod } from '../context.js';

/** `(id)` → true once the chain is what it was. The snapshot and later ones are used up. As anvil's `evm_revert`. */
export const dev_revert: RpcMethod = async ({ chain }, params) => {
  const given = params.raw(0);
  const id = typeof given === 'string' && /^0x[0-9a-f]{1,8}$/.test(given) ? Number(given) : given;
  if (typeof id !== 'number') {
    const shown = (JSON.stringify(given) ?? 'nothing').slice(0, 80);
    throw new ChainError('SNAPSHOT_UNKNOWN', `snapshot: expected an id of dev_snapshot, got ${shown}`);
  }
  await chain.snapshots.revert(id);
  return true;
};
